package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.messaging.wire.crypto.CreateWrappingKey;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.ListTokens;
import io.hallmark.messaging.wire.crypto.ListWrappingKeys;
import io.hallmark.messaging.wire.crypto.RandomBytes;
import io.hallmark.messaging.wire.crypto.RetireWrappingKey;
import io.hallmark.messaging.wire.crypto.RotateKey;
import io.hallmark.messaging.wire.crypto.RotateWrappingKey;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import io.hallmark.messaging.wire.crypto.TokenRecord;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.hallmark.messaging.wire.crypto.WireWrappingKeyState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wrapped keys, rotation and deletion on a token in memory. */
class TenantWrappedKeysTest {
  private static final Duration WAIT = Duration.ofDays(7);

  private final FakeToken token = new FakeToken("main");
  private final TokenPool pool = OpenTokens.pool(new SimpleMeterRegistry(), token);
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private final MapWrappingKeys wrappingKeys = new MapWrappingKeys();
  private final LoggedAdministration journal = new LoggedAdministration();
  private final KeyAdministration administration = administration(Clock.systemUTC());
  private final AskedAdministration asked = new AskedAdministration(administration);

  @AfterEach
  void close() {
    administration.close();
    pool.close();
  }

  @Test
  void generate_wrappedWithoutAWrappingKey_isRefused() throws Exception {
    assertThat(asked.refused(generate("a", WireKeyStorage.WRAPPED))).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void generate_wrapped_signsAndIsInNoToken() throws Exception {
    asked.done(new CreateWrappingKey("alice"));
    asked.done(generate("a", WireKeyStorage.WRAPPED));

    assertThat(signs("a")).isTrue();
    assertThat(keysInToken()).isEmpty();
    assertThat(asked.done(new ListWrappingKeys("alice")).getWrappingKeys().get(0).getKeys())
        .isEqualTo(1);
  }

  @Test
  void rotateWrappingKey_inTheBackground_wrapsAllKeysAgainAndThenTheOldOneCanBeRetired()
      throws Exception {
    asked.done(new CreateWrappingKey("alice"));
    for (int i = 0; i < 5; i++) {
      asked.done(generate("k" + i, WireKeyStorage.WRAPPED));
    }
    asked.done(new RotateWrappingKey("alice", 1));
    asked.done(new RotateWrappingKey("alice", 1));
    assertThat(registry.wrapped("alice")).containsEntry(1, 5L);
    assertThat(asked.refused(new RetireWrappingKey("alice", 1))).isEqualTo(Reason.CONFLICT);

    upkeep(Duration.ZERO);

    assertThat(registry.wrapped("alice")).containsEntry(2, 5L).hasSize(1);
    assertThat(signs("k3")).isTrue();
    try (KeyAdministration later = administration(in(Duration.ofHours(1)))) {
      var retired =
          new AskedAdministration(later)
              .ask(new RetireWrappingKey("alice", 1), Instant.now().plusSeconds(7200));
      assertThat(((CryptoResult.Done<?>) retired).value().toString()).contains("RETIRED");
    }
    assertThat(wrappingKeys.find("alice", 1).orElseThrow().toWire().getState())
        .isEqualTo(WireWrappingKeyState.RETIRED);
    assertThat(signs("k0")).isTrue();
  }

  @Test
  void random_countOfTheBound_givesSoMany() throws Exception {
    assertThat(asked.done(new RandomBytes(4096)).getRandom().remaining()).isEqualTo(4096);
    assertThat(asked.refused(new RandomBytes(4097))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void listTokens_oneAway_saysWhichAndWhatTheOtherCan() throws Exception {
    assertThat(asked.done(new ListTokens()).getTokens().get(0).getSpecs()).contains("EC_P256");

    token.state(false, "unplugged");
    TokenRecord away = asked.done(new ListTokens()).getTokens().get(0);
    assertThat(away.getUsable()).isFalse();
    assertThat(away.getReason()).contains("unplugged");
  }

  @Test
  void retire_newestWrappingKey_isRefused() throws Exception {
    asked.done(new CreateWrappingKey("alice"));

    assertThat(asked.refused(new RetireWrappingKey("alice", 1))).isEqualTo(Reason.CONFLICT);
    assertThat(asked.refused(new RetireWrappingKey("alice", 7))).isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void rotate_residentKey_keepsTheOldPublicKeyAndDestroysTheOldPrivateOne() throws Exception {
    asked.done(generate("a", WireKeyStorage.RESIDENT));
    var before = registry.find(name("a")).orElseThrow().info().publicKey();

    asked.done(new RotateKey("alice", "a", 1));
    asked.done(new RotateKey("alice", "a", 1));

    RegisteredKey rotated = registry.find(name("a")).orElseThrow();
    assertThat(rotated.info().history().version()).isEqualTo(2);
    assertThat(rotated.info().history().earlier().get(0).publicKey()).isEqualTo(before);
    assertThat(signs("a")).isTrue();
    assertThat(keysInToken()).hasSize(2);
    upkeep(Duration.ZERO);
    assertThat(keysInToken()).hasSize(1);
    assertThat(registry.withLeftovers(10)).isEmpty();
    assertThat(signs("a")).isTrue();
  }

  @Test
  void deletion_whenItsTimeHasCome_destroysTheKeyAndForgetsIt() throws Exception {
    asked.done(generate("a", WireKeyStorage.RESIDENT));
    asked.done(new ScheduleDeletion("alice", "a", WAIT.toMillis()));

    upkeep(WAIT.minusMinutes(1));
    assertThat(registry.find(name("a"))).isPresent();
    upkeep(WAIT.plus(KeyUpkeep.CLOCKS_APART_MAX).plusSeconds(5));

    assertThat(registry.find(name("a"))).isEmpty();
    assertThat(keysInToken()).isEmpty();
  }

  @Test
  void deletion_afterAWorkerDiedBetweenTokenAndRegistry_isFinishedByAnother() throws Exception {
    asked.done(generate("a", WireKeyStorage.RESIDENT));
    asked.done(new ScheduleDeletion("alice", "a", WAIT.toMillis()));
    token
        .destroy(registry.find(name("a")).orElseThrow().ckaId(), Instant.MAX)
        .get(10, TimeUnit.SECONDS);

    upkeep(WAIT.multipliedBy(2));

    assertThat(registry.find(name("a"))).isEmpty();
  }

  @Test
  void deletion_tokenAway_waitsForIt() throws Exception {
    asked.done(generate("a", WireKeyStorage.RESIDENT));
    asked.done(new ScheduleDeletion("alice", "a", WAIT.toMillis()));
    token.state(false, "unplugged");
    upkeep(WAIT.multipliedBy(2));
    assertThat(registry.find(name("a"))).isPresent();

    token.state(true, "logged in");
    upkeep(WAIT.multipliedBy(2));
    assertThat(registry.find(name("a"))).isEmpty();
  }

  @Test
  void generate_keyOfADeadWorkerIsInAnotherToken_isAdopted() throws Exception {
    asked.done(generate("a", WireKeyStorage.RESIDENT));
    var made = registry.find(name("a")).orElseThrow();
    registry.clear();
    FakeToken first = new FakeToken("first");
    try (TokenPool both = OpenTokens.pool(new SimpleMeterRegistry(), first, token);
        KeyAdministration other =
            new KeyAdministration(
                registry,
                wrappingKeys,
                both,
                Clock.systemUTC(),
                KeySettings.DEFAULT,
                KeyGates.OPEN,
                journal)) {
      new AskedAdministration(other).done(generate("a", WireKeyStorage.RESIDENT));
    }

    assertThat(registry.find(name("a")).orElseThrow().info().publicKey())
        .isEqualTo(made.info().publicKey());
    assertThat(registry.find(name("a")).orElseThrow().info().tokens()).containsExactly("main");
  }

  private KeyAdministration administration(Clock clock) {
    return new KeyAdministration(
        registry, wrappingKeys, pool, clock, KeySettings.DEFAULT, KeyGates.OPEN, journal);
  }

  private void upkeep(Duration later) throws Exception {
    try (KeyUpkeep upkeep =
        new KeyUpkeep(
            registry, wrappingKeys, pool, in(later), journal, new SimpleMeterRegistry())) {
      upkeep.round();
    }
  }

  private static Clock in(Duration later) {
    return Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
  }

  private boolean signs(String alias) throws Exception {
    RegisteredKey key = registry.find(name(alias)).orElseThrow();
    byte[] content = {1, 2, 3};
    SignTask task =
        new SignTask(
            "alice",
            Priority.APPLICATION,
            key.ref(),
            io.hallmark.hsm.token.SignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap(content),
            Instant.MAX);
    TokenResult<TokenSignature> made = token.sign(task).get(10, TimeUnit.SECONDS);
    return made instanceof TokenResult.Done<TokenSignature> done
        && JcaSignatures.verify(
            key.info().publicKey(),
            SignatureScheme.ECDSA_SHA256,
            content,
            Signature.of(done.value().toByteArray()));
  }

  private List<TokenKey> keysInToken() throws Exception {
    return ((TokenResult.Done<List<TokenKey>>) token.keys().get(10, TimeUnit.SECONDS)).value();
  }

  private static KeyName name(String alias) {
    return new KeyName("alice", alias);
  }

  private static GenerateKey generate(String alias, WireKeyStorage storage) {
    return GenerateKey.newBuilder()
        .setTenant("alice")
        .setAlias(alias)
        .setCategory(WireKeyCategory.APPLICATION)
        .setSpec(WireKeySpec.EC_P256)
        .setStorage(storage)
        .build();
  }
}
