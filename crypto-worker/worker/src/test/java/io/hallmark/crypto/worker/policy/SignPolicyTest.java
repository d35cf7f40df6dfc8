package io.hallmark.crypto.worker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CallerPattern;
import io.hallmark.crypto.ContentShape;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyLife;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.SessionSignatureContent;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.TlsSignatureContent;
import io.hallmark.crypto.TlsSignatureContent.Side;
import io.hallmark.crypto.Validity;
import io.hallmark.hsm.token.KeyId;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final KeyName NAME = new KeyName("alice", "edge");
  private static final byte[] VERIFY = TlsSignatureContent.encode(Side.SERVER, new byte[32]);
  private static final byte[] SESSION =
      SessionSignatureContent.encode(SessionSignatureContent.Side.INITIATOR, new byte[32]);

  /** The first bytes of a CertificationRequestInfo (RFC 2986) with subject CN=x. */
  private static final byte[] REQUEST =
      HexFormat.of().parseHex("3059020100300c310a300806035504030c0178");

  private static final KeyPolicy POLICY = KeyPolicy.ofCategory(KeyCategory.TLS, KeySpec.EC_P256);

  private static PublicKey publicKey;

  @BeforeAll
  static void makePublicKey() throws Exception {
    publicKey = KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
  }

  @ParameterizedTest
  @EnumSource
  void tlsOrder_certificateVerifyOfEitherSide_isAccepted(Side side) {
    assertThat(judgeTls(TlsSignatureContent.encode(side, new byte[32]))).isEmpty();
    assertThat(judgeTls(TlsSignatureContent.encode(side, new byte[48]))).isEmpty();
  }

  @Test
  void tlsOrder_certificationRequest_isRefused() {
    assertThat(judgeTls(REQUEST)).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void tlsOrder_sessionContent_isRefused() {
    assertThat(judgeTls(SESSION)).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void tlsOrder_anotherContextString_isRefused() {
    byte[] content = VERIFY.clone();
    content[64 + "TLS 1.".length()] = '2';

    assertThat(judgeTls(content)).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void tlsOrder_anotherLength_isRefused() {
    assertThat(judgeTls(Arrays.copyOf(VERIFY, VERIFY.length - 1))).contains(Reason.WRONG_CONTENT);
    assertThat(judgeTls(Arrays.copyOf(VERIFY, VERIFY.length + 1))).contains(Reason.WRONG_CONTENT);
    assertThat(judgeTls(new byte[0])).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void sessionOrder_ownContext_isAcceptedAndCertificateVerifyRefused() {
    assertThat(judge(KeyCategory.SESSION, SESSION)).isEmpty();
    assertThat(judge(KeyCategory.SESSION, VERIFY)).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void applicationOrder_anyContent_isAccepted() {
    assertThat(judge(KeyCategory.APPLICATION, REQUEST)).isEmpty();
    assertThat(judge(KeyCategory.APPLICATION, new byte[0])).isEmpty();
  }

  @Test
  void order_keyOfAnotherCategory_isRefused() {
    SignOrder order = order(KeyCategory.APPLICATION, SignatureScheme.ECDSA_SHA256, VERIFY, NOW);

    assertThat(reason(order, Optional.of(key(KeyCategory.TLS, true)), NOW.minusMillis(1)))
        .contains(Reason.WRONG_CATEGORY);
  }

  @Test
  void order_unknownKey_isRefused() {
    SignOrder order = order(KeyCategory.TLS, SignatureScheme.ECDSA_SHA256, VERIFY, NOW);

    assertThat(reason(order, Optional.empty(), NOW.minusMillis(1))).contains(Reason.UNKNOWN_KEY);
  }

  @Test
  void order_disabledKey_isRefused() {
    SignOrder order = order(KeyCategory.TLS, SignatureScheme.ECDSA_SHA256, VERIFY, NOW);

    assertThat(reason(order, Optional.of(key(KeyCategory.TLS, false)), NOW.minusMillis(1)))
        .contains(Reason.KEY_DISABLED);
  }

  @Test
  void order_schemeOfAnotherKind_isRefused() {
    SignOrder order = order(KeyCategory.TLS, SignatureScheme.ECDSA_SHA384, VERIFY, NOW);

    assertThat(reason(order, Optional.of(key(KeyCategory.TLS, true)), NOW.minusMillis(1)))
        .contains(Reason.WRONG_SCHEME);
  }

  @Test
  void order_withinThePolicy_isAccepted() {
    KeyPolicy policy =
        POLICY
            .withSchemes(Set.of(SignatureScheme.ECDSA_SHA256))
            .withCallers(List.of(new CallerPattern("link-*"), new CallerPattern("gateway-*")))
            .withValidity(new Validity(Optional.of(NOW), Optional.of(NOW.plusMillis(1))));

    assertThat(judge(policy)).isEmpty();
  }

  @Test
  void order_callerThatThePolicyDoesNotName_isRefused() {
    assertThat(judge(POLICY.withCallers(List.of(new CallerPattern("gateway-2")))))
        .contains(Reason.CALLER_NOT_ALLOWED);
    assertThat(judge(POLICY.withCallers(List.of()))).contains(Reason.CALLER_NOT_ALLOWED);
  }

  @Test
  void order_schemeThatThePolicyDoesNotAllow_isRefused() {
    assertThat(judge(POLICY.withSchemes(Set.of()))).contains(Reason.SCHEME_NOT_ALLOWED);
  }

  @Test
  void order_outsideTheValidity_isRefused() {
    Optional<Instant> later = Optional.of(NOW.plusMillis(1));
    Optional<Instant> now = Optional.of(NOW);

    assertThat(judge(POLICY.withValidity(new Validity(later, Optional.empty()))))
        .contains(Reason.NOT_YET_VALID);
    assertThat(judge(POLICY.withValidity(new Validity(Optional.empty(), now))))
        .contains(Reason.NO_LONGER_VALID);
  }

  @Test
  void order_contentThatThePolicyDoesNotAllow_isRefused() {
    assertThat(judge(POLICY.withContent(ContentShape.SESSION))).contains(Reason.WRONG_CONTENT);
  }

  @Test
  void order_keyWhosePolicyIsUnreadable_isRefused() {
    RegisteredKey key = key(KeyCategory.TLS, true);
    RegisteredKey unreadable =
        new RegisteredKey(
            key.info(), key.ckaId(), Optional.empty(), List.of(), Optional.empty(), 1);

    assertThat(reason(tlsOrder(), Optional.of(unreadable), NOW)).contains(Reason.POLICY_UNREADABLE);
  }

  @Test
  void order_atItsDeadline_isRefused() {
    SignOrder order = order(KeyCategory.TLS, SignatureScheme.ECDSA_SHA256, VERIFY, NOW);

    assertThat(reason(order, Optional.of(key(KeyCategory.TLS, true)), NOW))
        .contains(Reason.EXPIRED);
  }

  private static Optional<Reason> judge(KeyPolicy policy) {
    return reason(tlsOrder(), Optional.of(key(KeyCategory.TLS, true).withPolicy(policy)), NOW);
  }

  @Test
  void digest_isSignedOnlyWhereThePolicyAllowsItAndInItsLength() {
    RegisteredKey key = key(KeyCategory.APPLICATION, true);
    KeyPolicy any = KeyPolicy.ofCategory(KeyCategory.APPLICATION, KeySpec.EC_P256);
    RegisteredKey open = key.withPolicy(any.withContent(ContentShape.ANY_OR_DIGEST));

    assertThat(reason(digest(new byte[32]), Optional.of(key), NOW))
        .contains(Reason.DIGEST_NOT_ALLOWED);
    assertThat(reason(digest(new byte[32]), Optional.of(open), NOW)).isEmpty();
    assertThat(reason(digest(new byte[33]), Optional.of(open), NOW)).contains(Reason.WRONG_CONTENT);
  }

  private static SignOrder digest(byte[] digest) {
    return new SignOrder(
        "payments-1",
        KeyCategory.APPLICATION,
        NAME,
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(digest),
        true,
        NOW.plusSeconds(1));
  }

  private static SignOrder tlsOrder() {
    return order(KeyCategory.TLS, SignatureScheme.ECDSA_SHA256, VERIFY, NOW.plusSeconds(1));
  }

  private static Optional<Reason> judgeTls(byte[] content) {
    return judge(KeyCategory.TLS, content);
  }

  private static Optional<Reason> judge(KeyCategory category, byte[] content) {
    SignOrder order = order(category, SignatureScheme.ECDSA_SHA256, content, NOW.plusSeconds(1));
    return reason(order, Optional.of(key(category, true)), NOW);
  }

  private static Optional<Reason> reason(
      SignOrder order, Optional<RegisteredKey> key, Instant now) {
    return SignPolicy.judge(order, key, now).map(Refusal::reason);
  }

  private static SignOrder order(
      KeyCategory category, SignatureScheme scheme, byte[] content, Instant deadline) {
    return new SignOrder(
        "gateway-1", category, NAME, scheme, ByteBuffer.wrap(content), false, deadline);
  }

  private static RegisteredKey key(KeyCategory category, boolean enabled) {
    KeyInfo info =
        KeyInfo.resident(NAME, category, KeySpec.EC_P256, publicKey, List.of("main"), NOW);
    KeyLife life = enabled ? info.life() : info.life().with(KeyState.DISABLED);
    return RegisteredKey.resident(info.with(life), KeyId.of(new byte[] {1}));
  }
}
