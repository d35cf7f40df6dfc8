package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyAdministrationTest {
  private static final KeyName NAME = new KeyName("alice", "edge");
  private static final GenerateKey GENERATE = generate(WireKeyCategory.TLS, WireKeySpec.EC_P256);

  private final FakeToken token = new FakeToken("main");
  private final TokenPool pool = OpenTokens.pool(new SimpleMeterRegistry(), token);
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private final KeyAdministration administration =
      new KeyAdministration(
          registry,
          new MapWrappingKeys(),
          pool,
          Clock.systemUTC(),
          KeySettings.DEFAULT,
          KeyGates.OPEN,
          new LoggedAdministration());
  private final AskedAdministration asked = new AskedAdministration(administration);

  @AfterEach
  void close() {
    administration.close();
    pool.close();
  }

  @Test
  void generate_newAlias_makesARegisteredKey() throws Exception {
    KeyReply reply = done(ask(GENERATE));

    assertThat(reply.getKey().getTokens()).containsExactly("main");
    assertThat(registry.find(NAME)).isPresent();
    assertThat(keysInToken()).hasSize(1);
  }

  @Test
  void generate_sameAgain_answersWithTheSameKey() throws Exception {
    KeyReply first = done(ask(GENERATE));
    KeyReply second = done(ask(GENERATE));

    assertThat(second).isEqualTo(first);
    assertThat(keysInToken()).hasSize(1);
  }

  @Test
  void generate_otherSpecOrCategory_isAConflict() throws Exception {
    done(ask(GENERATE));

    assertThat(reason(ask(generate(WireKeyCategory.TLS, WireKeySpec.EC_P384))))
        .isEqualTo(Reason.CONFLICT);
    assertThat(reason(ask(generate(WireKeyCategory.SESSION, WireKeySpec.EC_P256))))
        .isEqualTo(Reason.CONFLICT);
  }

  @Test
  void generate_keyIsInTheTokenButNotInTheRegistry_isAdopted() throws Exception {
    KeyReply first = done(ask(GENERATE));
    registry.clear();

    KeyReply second = done(ask(GENERATE));

    assertThat(second.getKey().getPublicKey()).isEqualTo(first.getKey().getPublicKey());
    assertThat(keysInToken()).hasSize(1);
  }

  @Test
  void generate_keyInTheTokenIsOfAnotherCategory_isAConflict() throws Exception {
    done(ask(GENERATE));
    registry.clear();

    assertThat(reason(ask(generate(WireKeyCategory.APPLICATION, WireKeySpec.EC_P256))))
        .isEqualTo(Reason.CONFLICT);
    assertThat(registry.isEmpty()).isTrue();
  }

  @Test
  void generate_keyInTheTokenHasAnotherLabel_isAConflict() throws Exception {
    token
        .generate(new GenerateTask(DerivedKeyId.of(NAME), "foreign", KeySpec.EC_P256, Instant.MAX))
        .get(10, TimeUnit.SECONDS);

    assertThat(reason(ask(GENERATE))).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void generate_tokenDown_isUnavailable() throws Exception {
    token.state(false, "device removed");

    assertThat(ask(GENERATE)).isInstanceOf(CryptoResult.Unavailable.class);
  }

  @Test
  void generate_categoryUnknownToThisVersion_isRefused() throws Exception {
    assertThat(reason(ask(generate(WireKeyCategory.UNKNOWN, WireKeySpec.EC_P256))))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void command_expired_isRefusedAndNotBegun() throws Exception {
    assertThat(reason(ask(GENERATE, Instant.now().minusMillis(1)))).isEqualTo(Reason.EXPIRED);
    assertThat(keysInToken()).isEmpty();
  }

  @Test
  void get_unknownAlias_isRefused() throws Exception {
    assertThat(reason(ask(new GetKey("alice", "edge")))).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void get_knownAlias_answersWithTheKey() throws Exception {
    KeyReply made = done(ask(GENERATE));

    assertThat(done(ask(new GetKey("alice", "edge")))).isEqualTo(made);
  }

  @Test
  void certificationRequest_ofATlsKey_isSignedByTheToken() throws Exception {
    done(ask(GENERATE));

    KeyReply reply = done(ask(certify("O=Alice,L=Zurich,C=CH")));

    PKCS10CertificationRequest request =
        new PKCS10CertificationRequest(reply.getCertificationRequest().array());
    assertThat(request.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(reply.getKey().getPublicKey().array());
    assertThat(token.counters().signed()).isEqualTo(1);
  }

  @Test
  void certificationRequest_malformedSubject_isRefused() throws Exception {
    done(ask(GENERATE));

    assertThat(reason(ask(certify("Alice")))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void list_pageByPage_givesEachKeyOfTheFilterOnceAndInOrder() throws Exception {
    for (String name : List.of("b/2", "a-b/1", "b/1", "a/1", "b/3")) {
      done(ask(generate(KeyName.parse(name), WireKeyCategory.TLS)));
    }
    done(ask(generate(KeyName.parse("b/4"), WireKeyCategory.SESSION)));

    assertThat(names(done(ask(list(null, null, null, 100)))))
        .containsExactly("a/1", "a-b/1", "b/1", "b/2", "b/3", "b/4");
    KeyReply first = done(ask(list("b", WireKeyCategory.TLS, null, 2)));
    assertThat(names(first)).containsExactly("b/1", "b/2");
    assertThat(first.getMore()).isTrue();
    KeyReply last = done(ask(list("b", WireKeyCategory.TLS, "b/2", 2)));
    assertThat(names(last)).containsExactly("b/3");
    assertThat(last.getMore()).isFalse();
  }

  @Test
  void list_limitBelowOneOrMalformedAfter_isRefused() throws Exception {
    assertThat(reason(ask(list(null, null, null, 0)))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(ask(list(null, null, "edge", 1)))).isEqualTo(Reason.MALFORMED);
  }

  private static List<String> names(KeyReply page) {
    return page.getKeys().stream().map(key -> key.getTenant() + "/" + key.getAlias()).toList();
  }

  private List<TokenKey> keysInToken() throws Exception {
    return ((TokenResult.Done<List<TokenKey>>) token.keys().get(10, TimeUnit.SECONDS)).value();
  }

  private CryptoResult<KeyReply> ask(Object command) throws Exception {
    return asked.ask(command);
  }

  private CryptoResult<KeyReply> ask(Object command, Instant deadline) throws Exception {
    return asked.ask(command, deadline);
  }

  private static GenerateKey generate(WireKeyCategory category, WireKeySpec spec) {
    return new GenerateKey(
        NAME.tenant(),
        NAME.alias(),
        category,
        spec,
        WireKeyStorage.RESIDENT,
        null,
        WireKeyPurpose.SIGN);
  }

  private static GenerateKey generate(KeyName name, WireKeyCategory category) {
    return new GenerateKey(
        name.tenant(),
        name.alias(),
        category,
        WireKeySpec.EC_P256,
        WireKeyStorage.RESIDENT,
        null,
        WireKeyPurpose.SIGN);
  }

  private static ListKeys list(String tenant, WireKeyCategory category, String after, int limit) {
    return ListKeys.newBuilder()
        .setTenant(tenant)
        .setCategory(category)
        .setAfter(after)
        .setLimit(limit)
        .build();
  }

  private static CertificationRequest certify(String subject) {
    return new CertificationRequest(
        NAME.tenant(), NAME.alias(), subject, List.of("alice.example"), List.of("192.0.2.1"));
  }

  private static KeyReply done(CryptoResult<KeyReply> result) {
    return ((CryptoResult.Done<KeyReply>) result).value();
  }

  private static Reason reason(CryptoResult<KeyReply> result) {
    return ((CryptoResult.Refused<KeyReply>) result).refusal().reason();
  }
}
