package io.hallmark.crypto.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.TlsSignatureContent;
import io.hallmark.crypto.worker.ledger.UsedKey;
import io.hallmark.crypto.worker.ledger.UsesLedger;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import io.hallmark.crypto.worker.quota.Quotas;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignServiceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final KeyName NAME = new KeyName("alice", "edge");
  private static final UsesLedger NO_LEDGER =
      new UsesLedger() {
        @Override
        public CryptoResult<Long> lease(UsedKey key, long count, long usesMax, Instant deadline) {
          return new CryptoResult.Done<>(0L);
        }

        @Override
        public void giveBack(UsedKey key, long count) {}
      };
  private static final byte[] VERIFY =
      TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, new byte[32]);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final FakeToken token = new FakeToken("main", 1, CLOCK);
  private final Map<KeyName, RegisteredKey> registry = new ConcurrentHashMap<>();
  private final SignService service =
      new SignService(
          name -> Optional.ofNullable(registry.get(name)),
          OpenTokens.pool(metrics, token),
          new Quotas(Tenants.ALL, NO_LEDGER, CLOCK, () -> 1.0),
          WorkerPolicy.QUEUE_WAIT_MAX_DEFAULT,
          CLOCK,
          metrics);
  private TokenKey key;

  @BeforeEach
  void makeKey() throws Exception {
    GenerateTask task =
        new GenerateTask(
            KeyId.of(new byte[] {7}), "edge", io.hallmark.hsm.token.KeySpec.EC_P256, Instant.MAX);
    key = ((TokenResult.Done<TokenKey>) token.generate(task).get(10, TimeUnit.SECONDS)).value();
    KeyInfo info =
        KeyInfo.resident(
            NAME, KeyCategory.TLS, KeySpec.EC_P256, key.publicKey(), List.of("main"), NOW);
    registry.put(NAME, RegisteredKey.resident(info, key.id()));
  }

  @AfterEach
  void close() {
    token.close();
  }

  @Test
  void sign_certificateVerify_isSignedAndCounted() throws Exception {
    CryptoResult<Signature> result = ask(TopicCatalogue.CRYPTO_SIGN_TLS, VERIFY, NOW.plusMillis(1));

    Signature signature = ((CryptoResult.Done<Signature>) result).value();
    assertThat(
            JcaSignatures.verify(key.publicKey(), SignatureScheme.ECDSA_SHA256, VERIFY, signature))
        .isTrue();
    assertThat(metrics.get("hallmark.crypto.signatures").tag("category", "tls").counter().count())
        .isEqualTo(1);
    assertThat(metrics.get("hallmark.token.sign.calls").functionCounter().count()).isEqualTo(1);
  }

  @Test
  void sign_contentThatIsNoCertificateVerify_isRefusedAndCountedAndNotSigned() throws Exception {
    CryptoResult<Signature> result =
        ask(TopicCatalogue.CRYPTO_SIGN_TLS, new byte[130], NOW.plusMillis(1));

    assertRefusedAndNotSigned(result, Reason.WRONG_CONTENT, "tls");
  }

  @Test
  void sign_expiredDeadline_isRefusedAndNotSigned() throws Exception {
    assertRefusedAndNotSigned(
        ask(TopicCatalogue.CRYPTO_SIGN_TLS, VERIFY, NOW), Reason.EXPIRED, "tls");
  }

  @Test
  void sign_topicOfAnotherCategory_isRefused() throws Exception {
    assertRefusedAndNotSigned(
        ask(TopicCatalogue.CRYPTO_SIGN_APPLICATION, VERIFY, NOW.plusMillis(1)),
        Reason.WRONG_CATEGORY,
        "application");
  }

  @Test
  void sign_unknownKey_isRefused() throws Exception {
    registry.clear();

    assertRefusedAndNotSigned(
        ask(TopicCatalogue.CRYPTO_SIGN_TLS, VERIFY, NOW.plusMillis(1)), Reason.UNKNOWN_KEY, "tls");
  }

  @Test
  void sign_bytesThatAreNoRequest_isRefused() throws Exception {
    Body garbage = Body.of(new byte[] {1, 2, 3});

    assertRefusedAndNotSigned(
        ask(TopicCatalogue.CRYPTO_SIGN_SESSION, garbage, NOW.plusMillis(1)),
        Reason.MALFORMED,
        "session");
  }

  @Test
  void sign_aliasThatIsNoName_isRefused() throws Exception {
    Body body = body("alice", "../edge", VERIFY);

    assertRefusedAndNotSigned(
        ask(TopicCatalogue.CRYPTO_SIGN_TLS, body, NOW.plusMillis(1)), Reason.MALFORMED, "tls");
  }

  @Test
  void sign_tokenDown_isUnavailable() throws Exception {
    token.state(false, "device removed");

    CryptoResult<Signature> result = ask(TopicCatalogue.CRYPTO_SIGN_TLS, VERIFY, NOW.plusMillis(1));

    assertThat(result)
        .isEqualTo(new CryptoResult.Unavailable<>(Duration.ofSeconds(1), Shortage.TOKEN));
    assertThat(
            metrics
                .get("hallmark.crypto.unavailable")
                .tag("category", "tls")
                .tag("reason", "TOKEN")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void sign_tokenFailsMidCall_isUnavailable() throws Exception {
    token.failNext(0x32);

    assertThat(ask(TopicCatalogue.CRYPTO_SIGN_TLS, VERIFY, NOW.plusMillis(1)))
        .isInstanceOf(CryptoResult.Unavailable.class);
  }

  @Test
  void batch_someContentsRefused_eachHasItsOwnOutcomeInOrder() throws Exception {
    byte[] other = TlsSignatureContent.encode(TlsSignatureContent.Side.CLIENT, new byte[32]);

    List<SignOutcome> outcomes = batch(VERIFY, new byte[130], other).getBatch();

    assertThat(outcomes).hasSize(3);
    assertThat(isSignature(outcomes.get(0), VERIFY)).isTrue();
    assertThat(outcomes.get(1).getSignature()).isNull();
    assertThat(outcomes.get(1).getRefusalCode()).isEqualTo(Reason.WRONG_CONTENT.code());
    assertThat(isSignature(outcomes.get(2), other)).isTrue();
    assertThat(token.counters().signCalls()).isEqualTo(2);
  }

  @Test
  void batch_tokenDown_eachMayBeAskedForAgain() throws Exception {
    token.state(false, "device removed");

    assertThat(batch(VERIFY).getBatch()).containsExactly(new SignOutcome(null, 0, "", 1000L));
  }

  @Test
  void batch_tooManyOrTooLongOrBesideAContent_isRefusedAndNotSigned() throws Exception {
    List<ByteBuffer> tooMany =
        Collections.nCopies(SigningClient.BATCH_MAX + 1, ByteBuffer.wrap(VERIFY));
    ByteBuffer half = ByteBuffer.allocate(SigningClient.BATCH_BYTES_MAX / 2 + 1);

    for (Body body :
        List.of(
            body(NAME.tenant(), NAME.alias(), new byte[0], tooMany),
            body(NAME.tenant(), NAME.alias(), new byte[0], List.of(half, half)),
            body(NAME.tenant(), NAME.alias(), VERIFY, List.of(ByteBuffer.wrap(VERIFY))))) {
      CryptoResult<Signature> result = ask(TopicCatalogue.CRYPTO_SIGN_TLS, body, NOW.plusMillis(1));
      assertThat(((CryptoResult.Refused<Signature>) result).refusal().reason())
          .isEqualTo(Reason.MALFORMED);
    }
    assertThat(token.counters().signCalls()).isZero();
  }

  private SignReply batch(byte[]... contents) throws Exception {
    List<ByteBuffer> all = Stream.of(contents).map(ByteBuffer::wrap).toList();
    CompletableFuture<RpcOutcome> outcome = new CompletableFuture<>();
    service.handle(
        new RpcRequest(
            TopicCatalogue.CRYPTO_SIGN_TLS.name(),
            "gateway-1",
            NOW.plusMillis(1),
            1,
            "",
            body(NAME.tenant(), NAME.alias(), new byte[0], all)),
        outcome::complete);
    RpcOutcome.Done done = (RpcOutcome.Done) outcome.get(10, TimeUnit.SECONDS);
    return Codec.of(SignReply.class).decode(done.reply().toByteArray());
  }

  private boolean isSignature(SignOutcome outcome, byte[] content) throws Exception {
    return JcaSignatures.verify(
        key.publicKey(),
        SignatureScheme.ECDSA_SHA256,
        content,
        Signature.of(CryptoWire.bytes(outcome.getSignature())));
  }

  private void assertRefusedAndNotSigned(
      CryptoResult<Signature> result, Reason reason, String category) {
    assertThat(((CryptoResult.Refused<Signature>) result).refusal().reason()).isEqualTo(reason);
    assertThat(
            metrics
                .get("hallmark.crypto.refused")
                .tag("reason", reason.name())
                .tag("category", category)
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(token.counters().signCalls()).isZero();
  }

  private CryptoResult<Signature> ask(Topic topic, byte[] content, Instant deadline)
      throws Exception {
    return ask(topic, body(NAME.tenant(), NAME.alias(), content), deadline);
  }

  private CryptoResult<Signature> ask(Topic topic, Body body, Instant deadline) throws Exception {
    CompletableFuture<RpcOutcome> outcome = new CompletableFuture<>();
    service.handle(
        new RpcRequest(topic.name(), "gateway-1", deadline, 1, "", body), outcome::complete);
    return CryptoOutcomes.result(outcome.get(10, TimeUnit.SECONDS), SignServiceTest::signature);
  }

  private static Signature signature(byte[] reply) {
    return Signature.of(Codec.of(SignReply.class).decode(reply).getSignature().array());
  }

  private static Body body(String tenant, String alias, byte[] content) {
    return body(tenant, alias, content, List.of());
  }

  private static Body body(String tenant, String alias, byte[] content, List<ByteBuffer> batch) {
    SignRequest request =
        new SignRequest(
            tenant,
            alias,
            CryptoWire.wire(SignatureScheme.ECDSA_SHA256),
            ByteBuffer.wrap(content),
            batch,
            false);
    return Body.of(Codec.of(SignRequest.class).encode(request));
  }
}
