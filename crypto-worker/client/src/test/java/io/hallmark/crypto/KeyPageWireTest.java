package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPageWireTest {
  @Test
  void keyPage_withAKeyOfAKindThatCameLater_showsTheOthersAndNamesIt() throws Exception {
    KeyPage page =
        KeyWire.keyPage(
            reply(true, key("old", WireKeySpec.ED25519), key("new", WireKeySpec.UNKNOWN)));

    assertThat(page.keys()).extracting(key -> key.name().alias()).containsExactly("old");
    assertThat(page.unreadable()).containsExactly(new KeyName("alice", "new"));
    assertThat(page.next()).contains(new KeyName("alice", "new"));
  }

  @Test
  void keyPage_lastOfAll_hasNoNext() throws Exception {
    assertThat(KeyWire.keyPage(reply(false, key("a", WireKeySpec.ED25519))).next()).isEmpty();
    assertThat(KeyWire.keyPage(reply(true)).next()).isEmpty();
  }

  private static KeyReply reply(boolean more, KeyRecord... keys) {
    return KeyReply.newBuilder().setKeys(List.of(keys)).setMore(more).build();
  }

  private static KeyRecord key(String alias, WireKeySpec spec) throws Exception {
    byte[] publicKey =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
    return KeyRecord.newBuilder()
        .setTenant("alice")
        .setAlias(alias)
        .setCategory(WireKeyCategory.TLS)
        .setSpec(spec)
        .setPublicKey(ByteBuffer.wrap(publicKey))
        .setCkaId(ByteBuffer.allocate(20))
        .setTokens(List.of("main"))
        .setState(WireKeyState.ENABLED)
        .setCreatedAt(0L)
        .build();
  }
}
