package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.audit.HeadSignature;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.FakeToken;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditKeyTest {
  private static final byte[] HEAD = {1, 2, 3};
  private static final KeyName FIRST = new KeyName("hallmark-audit", "worker-1");
  private static final KeyName SPARE = new KeyName("hallmark-audit", "worker-1-spare-2");

  private final FakeToken one = new FakeToken("one");
  private final FakeToken other = new FakeToken("other");
  private final TokenPool tokens = OpenTokens.pool(new SimpleMeterRegistry(), one, other);
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private final AuditKey key = new AuditKey("worker-1", registry, tokens, Clock.systemUTC());

  @AfterEach
  void close() {
    tokens.close();
  }

  @Test
  void sign_first_makesTheKeyOfTheInstance() throws Exception {
    assertSigned(FIRST);
    assertSigned(FIRST);
  }

  @Test
  void sign_keyIsNoLongerInItsToken_isDoneWithASpare() throws Exception {
    assertSigned(FIRST);
    RegisteredKey gone = registry.find(FIRST).orElseThrow();
    FakeToken holder = gone.info().tokens().contains("one") ? one : other;
    var unused = holder.destroy(gone.ckaId(), Instant.now().plusSeconds(10)).join();

    assertThat(signed()).isEmpty();
    assertSigned(SPARE);
    assertSigned(SPARE);
  }

  @Test
  void sign_itsTokenIsAwayAndAnotherIsThere_isDoneWithASpareUntilItIsBack() throws Exception {
    assertSigned(FIRST);
    boolean inOne = registry.find(FIRST).orElseThrow().info().tokens().contains("one");
    FakeToken holder = inOne ? one : other;
    holder.state(false, "switched off");

    assertSigned(SPARE);
    holder.state(true, "back");
    assertSigned(FIRST);
  }

  @Test
  void sign_noTokenIsThere_isEmptyAndMakesNoSpare() throws Exception {
    assertSigned(FIRST);
    one.state(false, "switched off");
    other.state(false, "switched off");

    assertThat(signed()).isEmpty();
    assertThat(registry.find(SPARE)).isEmpty();
  }

  private void assertSigned(KeyName by) throws Exception {
    await().until(() -> signed().filter(head -> head.key().equals(by)).isPresent());
    HeadSignature head = signed().orElseThrow();
    byte[] signature = new byte[head.bytes().remaining()];
    head.bytes().duplicate().get(signature);
    assertThat(
            JcaSignatures.verify(
                registry.find(by).orElseThrow().info().publicKey(),
                SignatureScheme.ECDSA_SHA256,
                HEAD,
                Signature.of(signature)))
        .isTrue();
  }

  private Optional<HeadSignature> signed() {
    return key.sign(HEAD).join();
  }
}
