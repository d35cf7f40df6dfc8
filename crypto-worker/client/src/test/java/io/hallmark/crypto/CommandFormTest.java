package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.ListKeys;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormTest {
  private static final KeyName NAME = new KeyName("alice", "edge");

  @Test
  void of_aCommand_isOneLineWithSortedKeysAndNoDefaults() {
    assertThat(CommandForm.of(new GetKey("alice", "edge")).json())
        .isEqualTo("{\"GetKey\":{\"alias\":\"edge\",\"tenant\":\"alice\"}}");
    assertThat(CommandForm.of(ListKeys.newBuilder().build()).json()).isEqualTo("{\"ListKeys\":{}}");
  }

  @Test
  void of_aPolicy_isAllThatItSays() {
    KeyPolicy policy =
        KeyPolicy.ofCategory(KeyCategory.TLS, KeySpec.EC_P256).withRate(new RateLimit(10, 3));

    assertThat(CommandForm.of(PolicyWire.command(NAME, Optional.of(policy))).json())
        .isEqualTo(
            "{\"SetPolicy\":{\"alias\":\"edge\",\"policy\":{\"burst\":3,\"callers\":[\"*\"],"
                + "\"content\":\"TLS_CERTIFICATE_VERIFY\",\"schemes\":[\"ECDSA_SHA256\"],"
                + "\"signaturesPerSecond\":10},\"tenant\":\"alice\"}}");
  }

  @Test
  void parse_ofWhatWasDrafted_isTheSame() {
    CommandForm form = CommandForm.of(new GetKey("alice", "edge"));

    CommandForm parsed = CommandForm.parse(form.json() + "\n");

    assertThat(parsed).isEqualTo(form);
    assertThat(parsed.name()).isEqualTo("GetKey");
    assertThat(parsed.hash()).isEqualTo(form.hash()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"GetKey\":7}",
        "{\"GetKey\":{\"tenant\":\"alice\",\"alias\":\"edge\"}}",
        "{ \"GetKey\":{}}",
        "{\"GetKey\":{},\"SetPolicy\":{}}",
        "{\"GetKey\":{\"alias\":\"a\",\"alias\":\"a\"}}"
      })
  void parse_notInCanonicalForm_isAFault(String text) {
    assertThatThrownBy(() -> CommandForm.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
