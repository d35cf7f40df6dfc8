package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.quota.UseQuotas;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.RetireWrappingKey;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import io.hallmark.messaging.wire.crypto.SetKeyState;
import io.hallmark.messaging.wire.crypto.SetPolicy;
import io.hallmark.messaging.wire.crypto.WireContentShape;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that commands leave alone, and commands that don't get as far as being approved. */
class ReservedKeysTest {
  private static final long WAIT_MILLIS = Duration.ofDays(7).toMillis();
  private static final KeyName AUDIT = new KeyName(AuditKey.TENANT, "crypto-worker-1");
  private static final KeyName WRAPPING = new KeyName("alice", "disguised");
  private static final KeyName ORDINARY = new KeyName("alice", "contracts");

  private final TokenPool pool = OpenTokens.pool(new SimpleMeterRegistry(), new FakeToken("main"));
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private final MapWrappingKeys wrappingKeys = new MapWrappingKeys();
  private int atTheGate;
  private final KeyAdministration administration =
      new KeyAdministration(
          registry,
          wrappingKeys,
          pool,
          Clock.systemUTC(),
          KeySettings.DEFAULT,
          new KeyGates(
              (command, deadline) -> {
                atTheGate++;
                return new CryptoResult.Done<>(true);
              },
              UseQuotas.UNLIMITED),
          new LoggedAdministration());
  private final AskedAdministration asked = new AskedAdministration(administration);

  @BeforeEach
  void register() throws Exception {
    register(AUDIT, KeyCategory.AUDIT, new byte[] {1});
    register(WRAPPING, KeyCategory.APPLICATION, TenantWrappingKey.id("alice", 1).toByteArray());
    register(ORDINARY, KeyCategory.APPLICATION, new byte[] {2});
    wrapping(TenantWrappingKey.State.IN_USE);
  }

  @AfterEach
  void close() {
    administration.close();
    pool.close();
  }

  static Stream<Object> commands() {
    return Stream.of(AUDIT, WRAPPING)
        .flatMap(
            name ->
                Stream.of(
                    new SetKeyState(name.tenant(), name.alias(), WireKeyState.DISABLED),
                    new ScheduleDeletion(name.tenant(), name.alias(), WAIT_MILLIS),
                    new SetPolicy(name.tenant(), name.alias(), null)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_aboutAKeyThatWorkersDependOn_isRefusedBeforeApprovalsAreUsed(Object command)
      throws Exception {
    assertThat(asked.refused(command)).isEqualTo(Reason.RESERVED);

    assertThat(atTheGate).isZero();
    assertThat(registry.find(AUDIT).orElseThrow().enabled()).isTrue();
    assertThat(registry.find(WRAPPING).orElseThrow().enabled()).isTrue();
  }

  @Test
  void refusal_saysWhyAndWhatToDo() throws Exception {
    assertThat(detail(new SetKeyState(AUDIT.tenant(), AUDIT.alias(), WireKeyState.DISABLED)))
        .contains("signs the heads of worker crypto-worker-1's audit chain")
        .contains("under another --instance");
    assertThat(detail(new ScheduleDeletion(WRAPPING.tenant(), WRAPPING.alias(), WAIT_MILLIS)))
        .contains("is wrapping key 1 of tenant alice, which is in use")
        .contains("retire it");
  }

  @Test
  void enable_auditKeyThatWasDisabled_isDone() throws Exception {
    RegisteredKey key = registry.find(AUDIT).orElseThrow();
    KeyInfo info = key.info();
    registry.put(key.with(info.with(info.life().with(KeyState.DISABLED))), Instant.MAX);

    asked.done(new SetKeyState(AUDIT.tenant(), AUDIT.alias(), WireKeyState.ENABLED));

    assertThat(registry.find(AUDIT).orElseThrow().enabled()).isTrue();
  }

  @Test
  void disable_keyOfARetiredWrappingKey_isDone() throws Exception {
    wrapping(TenantWrappingKey.State.RETIRED);

    asked.done(new SetKeyState(WRAPPING.tenant(), WRAPPING.alias(), WireKeyState.DISABLED));

    assertThat(registry.find(WRAPPING).orElseThrow().enabled()).isFalse();
  }

  @Test
  void commandThatIsRefusedHoweverApproved_doesNotReachTheApprovals() throws Exception {
    KeyPolicyRecord unfit =
        KeyPolicyRecord.newBuilder()
            .setSchemes(List.of())
            .setCallers(List.of("*"))
            .setContent(WireContentShape.UNKNOWN)
            .build();

    assertThat(asked.refused(new RetireWrappingKey("alice", 1))).isEqualTo(Reason.CONFLICT);
    assertThat(asked.refused(new RetireWrappingKey("alice", 9))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(asked.refused(new ScheduleDeletion("alice", "none", WAIT_MILLIS)))
        .isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(asked.refused(new ScheduleDeletion("alice", "contracts", 1L)))
        .isEqualTo(Reason.MALFORMED);
    assertThat(asked.refused(new SetPolicy("alice", "none", null))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(asked.refused(new SetPolicy("alice", "contracts", unfit)))
        .isEqualTo(Reason.MALFORMED);
    assertThat(atTheGate).isZero();
  }

  private String detail(Object command) throws Exception {
    Refusal refusal = ((CryptoResult.Refused<?>) asked.ask(command)).refusal();
    return refusal.detail();
  }

  private void wrapping(TenantWrappingKey.State state) {
    wrappingKeys.put(
        new TenantWrappingKey(
            "alice", 1, TenantWrappingKey.id("alice", 1), "main", state, Instant.EPOCH),
        Instant.MAX);
  }

  private void register(KeyName name, KeyCategory category, byte[] id) throws Exception {
    KeyInfo info =
        KeyInfo.resident(
            name,
            category,
            KeySpec.EC_P256,
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic(),
            List.of("main"),
            Instant.EPOCH);
    registry.put(RegisteredKey.resident(info, KeyId.of(id)), Instant.MAX);
  }
}
