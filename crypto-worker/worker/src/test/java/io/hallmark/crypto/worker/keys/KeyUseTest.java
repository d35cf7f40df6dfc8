package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.CallerPattern;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.DerivedSecrets;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Validity;
import io.hallmark.crypto.hpke.Hpke;
import io.hallmark.crypto.hpke.Sealed;
import io.hallmark.crypto.worker.policy.CommandGate;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.TenantQuota;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.crypto.worker.quota.Quotas;
import io.hallmark.crypto.worker.quota.UsesInMemory;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that use a key: agreement and certification. Who asks is always operator-1. */
class KeyUseTest {
  private static final KeyName AGREEING = new KeyName("alice", "agreeing");
  private static final KeyName SIGNING = new KeyName("alice", "signing");

  private final FakeToken token = new FakeToken("main");
  private final TokenPool pool = OpenTokens.pool(new SimpleMeterRegistry(), token);
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private final Quotas quotas =
      new Quotas(Tenants.ALL, new UsesInMemory(), Clock.systemUTC(), () -> 1.0);
  private final KeyAdministration administration = administration(quotas);
  private final AskedAdministration asked = new AskedAdministration(administration);

  @BeforeEach
  void generate() throws Exception {
    asked.done(key(AGREEING, WireKeyPurpose.AGREE));
    asked.done(key(SIGNING, WireKeyPurpose.SIGN));
  }

  @AfterEach
  void close() {
    administration.close();
    quotas.close();
    pool.close();
  }

  /** What refuses a use of a key, and what it is then refused for. */
  private record Bar(String name, KeyState state, KeyPolicy policy, Reason reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bar> bars() {
    Instant now = Instant.now();
    KeyPolicy policy = KeyPolicy.ofCategory(KeyCategory.APPLICATION, KeySpec.EC_P256);
    return Stream.of(
        new Bar("disabled", KeyState.DISABLED, policy, Reason.KEY_DISABLED),
        new Bar(
            "not begun",
            KeyState.ENABLED,
            policy.withValidity(new Validity(Optional.of(now.plusSeconds(999)), Optional.empty())),
            Reason.NOT_YET_VALID),
        new Bar(
            "over",
            KeyState.ENABLED,
            policy.withValidity(new Validity(Optional.empty(), Optional.of(now.minusSeconds(1)))),
            Reason.NO_LONGER_VALID),
        new Bar(
            "for others",
            KeyState.ENABLED,
            policy.withCallers(List.of(new CallerPattern("gateway-*"))),
            Reason.CALLER_NOT_ALLOWED),
        new Bar(
            "for nobody",
            KeyState.ENABLED,
            policy.withCallers(List.of()),
            Reason.CALLER_NOT_ALLOWED),
        new Bar("of a newer version", KeyState.ENABLED, null, Reason.POLICY_UNREADABLE));
  }

  @ParameterizedTest
  @MethodSource("bars")
  void derive_barred_isRefused(Bar bar) throws Exception {
    change(AGREEING, bar);

    assertThat(asked.refused(derive(AGREEING))).isEqualTo(bar.reason());
  }

  @ParameterizedTest
  @MethodSource("bars")
  void certificationRequest_barred_isRefusedAndNothingSigned(Bar bar) throws Exception {
    change(SIGNING, bar);

    assertThat(asked.refused(certify(SIGNING))).isEqualTo(bar.reason());
    assertThat(token.counters().signed()).isZero();
  }

  @Test
  void derive_keyToBeDeleted_isRefused() throws Exception {
    RegisteredKey key = registry.find(AGREEING).orElseThrow();
    KeyInfo info = key.info();
    KeyInfo ending = info.with(info.life().endingAt(Instant.now().plusSeconds(999)));
    registry.put(key.with(ending), Instant.MAX);

    assertThat(asked.refused(derive(AGREEING))).isEqualTo(Reason.KEY_DISABLED);
  }

  @Test
  void derive_beyondTheRate_isForLater() throws Exception {
    policy(AGREEING, policy().withRate(new RateLimit(1, 1)));

    assertThat(asked.ask(derive(AGREEING))).isInstanceOf(CryptoResult.Done.class);
    await()
        .untilAsserted(
            () ->
                assertThat(asked.ask(derive(AGREEING)))
                    .isInstanceOf(CryptoResult.Unavailable.class));
  }

  @Test
  void derive_beyondTheUses_isRefused() throws Exception {
    policy(AGREEING, policy().withUsesMax(2));

    assertThat(untilRefused(AGREEING)).isEqualTo(2);
  }

  @Test
  void derive_fromAMalformedPeer_takesNoUse() throws Exception {
    policy(AGREEING, policy().withUsesMax(1));
    DeriveSecret malformed =
        DeriveSecret.newBuilder(derive(AGREEING))
            .setPeer(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build();

    await()
        .untilAsserted(
            () -> assertThat(asked.ask(malformed)).isInstanceOf(CryptoResult.Refused.class));
    assertThat(asked.ask(derive(AGREEING))).isInstanceOf(CryptoResult.Done.class);
  }

  @Test
  void derive_tenantThatIsNotServed_isRefused() throws Exception {
    try (Quotas none =
            new Quotas(
                new Tenants(Map.of("bob", TenantQuota.UNLIMITED), false),
                new UsesInMemory(),
                Clock.systemUTC(),
                () -> 1.0);
        KeyAdministration other = administration(none)) {
      assertThat(new AskedAdministration(other).refused(derive(AGREEING)))
          .isEqualTo(Reason.UNKNOWN_TENANT);
    }
  }

  @Test
  void certificationRequest_schemeNotAllowedOrAgreeingKey_isRefused() throws Exception {
    assertThat(asked.refused(certify(AGREEING))).isEqualTo(Reason.CONFLICT);

    policy(SIGNING, policy().withSchemes(Set.of()));
    assertThat(asked.refused(certify(SIGNING))).isEqualTo(Reason.SCHEME_NOT_ALLOWED);
  }

  @Test
  void derive_byAKeyForSignatures_isRefused() throws Exception {
    assertThat(asked.refused(derive(SIGNING))).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void derive_byBothSides_isTheSameSecretAndSealedToTheCaller() throws Exception {
    KeyPair peer = peer();
    KeyPair recipient = Hpke.newRecipient();

    KeyReply reply = asked.done(derive(AGREEING, peer, recipient));

    byte[] opened =
        Hpke.AES_256.open(
            recipient,
            new Sealed(reply.getSecret().getEncapsulation(), reply.getSecret().getCiphertext()),
            DerivedSecrets.info(AGREEING),
            peer.getPublic().getEncoded());
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(peer.getPrivate());
    agreement.doPhase(registry.find(AGREEING).orElseThrow().info().publicKey(), true);
    assertThat(opened).isEqualTo(agreement.generateSecret());
  }

  /** How often a key agrees before it does not any more, for good. */
  private int untilRefused(KeyName name) {
    AtomicLong done = new AtomicLong();
    await()
        .untilAsserted(
            () -> {
              CryptoResult<KeyReply> result = asked.ask(derive(name));
              done.addAndGet(result instanceof CryptoResult.Done ? 1 : 0);
              assertThat(result)
                  .isInstanceOfSatisfying(
                      CryptoResult.Refused.class,
                      refused ->
                          assertThat(refused.refusal().reason()).isEqualTo(Reason.USES_EXHAUSTED));
            });
    return done.intValue();
  }

  private KeyAdministration administration(Quotas uses) {
    return new KeyAdministration(
        registry,
        new MapWrappingKeys(),
        pool,
        Clock.systemUTC(),
        KeySettings.DEFAULT,
        new KeyGates(CommandGate.OPEN, uses),
        new LoggedAdministration());
  }

  private void change(KeyName name, Bar bar) {
    RegisteredKey key = registry.find(name).orElseThrow();
    KeyInfo info = key.info();
    registry.put(
        new RegisteredKey(
            info.with(info.life().with(bar.state())),
            key.ckaId(),
            key.blob(),
            key.leftovers(),
            Optional.ofNullable(bar.policy()),
            key.revision()),
        Instant.MAX);
  }

  private void policy(KeyName name, KeyPolicy policy) {
    registry.put(registry.find(name).orElseThrow().withPolicy(policy), Instant.MAX);
  }

  private static KeyPolicy policy() {
    return KeyPolicy.ofCategory(KeyCategory.APPLICATION, KeySpec.EC_P256);
  }

  private static DeriveSecret derive(KeyName name) throws Exception {
    return derive(name, peer(), Hpke.newRecipient());
  }

  private static DeriveSecret derive(KeyName name, KeyPair peer, KeyPair recipient) {
    return new DeriveSecret(
        name.tenant(),
        name.alias(),
        ByteBuffer.wrap(peer.getPublic().getEncoded()),
        ByteBuffer.wrap(Hpke.encode(recipient)));
  }

  private static CertificationRequest certify(KeyName name) {
    return new CertificationRequest(
        name.tenant(), name.alias(), "O=Alice,L=Zurich,C=CH", List.of(), List.of());
  }

  private static KeyPair peer() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static GenerateKey key(KeyName name, WireKeyPurpose purpose) {
    return new GenerateKey(
        name.tenant(),
        name.alias(),
        WireKeyCategory.APPLICATION,
        WireKeySpec.EC_P256,
        WireKeyStorage.RESIDENT,
        null,
        purpose);
  }
}
