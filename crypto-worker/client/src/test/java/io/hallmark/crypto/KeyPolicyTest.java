package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.WireContentShape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPolicyTest {
  private static final KeyPolicy POLICY =
      KeyPolicy.ofCategory(KeyCategory.APPLICATION, KeySpec.RSA_2048);

  @Test
  void ofCategory_always_allowsWhatFitsTheKeyAndItsCategory() {
    assertThat(POLICY.allows(SignatureScheme.RSA_PSS_SHA256)).isTrue();
    assertThat(POLICY.allows(SignatureScheme.ED25519)).isFalse();
    assertThat(POLICY.allowsCaller("anyone at all")).isTrue();
    assertThat(POLICY.content()).isEqualTo(ContentShape.ANY);
    assertThat(POLICY.content().acceptsDigests()).isFalse();
  }

  @Test
  void wire_roundTrip_isTheSame() {
    KeyPolicy full =
        POLICY
            .withSchemes(Set.of(SignatureScheme.RSA_PSS_SHA256, SignatureScheme.RSA_PSS_SHA512))
            .withCallers(List.of(new CallerPattern("payments-*")))
            .withContent(ContentShape.ANY_OR_DIGEST)
            .withRate(new RateLimit(10, 3))
            .withUsesMax(1_000_000_000_000L)
            .withValidity(
                new Validity(
                    Optional.of(Instant.ofEpochMilli(1)), Optional.of(Instant.ofEpochMilli(2))));

    assertThat(PolicyWire.policy(PolicyWire.wire(full))).isEqualTo(full);
    assertThat(PolicyWire.policy(PolicyWire.wire(POLICY))).isEqualTo(POLICY);
  }

  @Test
  void policy_ofUnknownContent_isAFaultAndNotWider() {
    KeyPolicyRecord wire =
        KeyPolicyRecord.newBuilder(PolicyWire.wire(POLICY))
            .setContent(WireContentShape.UNKNOWN)
            .build();

    assertThatThrownBy(() -> PolicyWire.policy(wire)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fitting_contentOfAnotherCategory_isAFault() {
    assertThatThrownBy(() -> POLICY.fitting(KeyCategory.TLS, KeySpec.RSA_2048))
        .hasMessageContaining("TLS_CERTIFICATE_VERIFY only, got ANY");
    assertThatThrownBy(() -> POLICY.fitting(KeyCategory.APPLICATION, KeySpec.EC_P256))
        .hasMessageContaining("does not fit");
    assertThat(POLICY.fitting(KeyCategory.APPLICATION, KeySpec.RSA_2048)).isEqualTo(POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "gateway-1, gateway-1, true",
    "gateway-1, gateway-12, false",
    "gateway-*, gateway-, true",
    "*-west, gateway-east-west, true",
    "*-west, gateway-west-1, false",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "*, anything, true",
    "a.c, abc, false"
  })
  void callerPattern_asterisk_standsForAnyCharacters(String pattern, String caller, boolean fits) {
    assertThat(new CallerPattern(pattern).matches(caller)).isEqualTo(fits);
  }
}
