package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.quota.UseQuotas;
import io.hallmark.crypto.worker.tokens.OpenTokens;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.messaging.wire.crypto.AttachCertificates;
import io.hallmark.messaging.wire.crypto.CancelDeletion;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.ListKeys;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import io.hallmark.messaging.wire.crypto.SetKeyState;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyLifecycleTest {
  private static final Duration WAIT = Duration.ofDays(7);
  private static final KeyName NAME = new KeyName("alice", "contracts");

  private final TokenPool pool = OpenTokens.pool(new SimpleMeterRegistry(), new FakeToken("main"));
  private final MapKeyRegistry registry = new MapKeyRegistry();
  private Optional<Refusal> verdict = Optional.empty();
  private final KeyAdministration administration =
      new KeyAdministration(
          registry,
          new MapWrappingKeys(),
          pool,
          Clock.systemUTC(),
          KeySettings.DEFAULT,
          new KeyGates(
              (command, deadline) ->
                  verdict
                      .<CryptoResult<Boolean>>map(CryptoResult.Refused::new)
                      .orElseGet(() -> new CryptoResult.Done<>(true)),
              UseQuotas.UNLIMITED),
          new LoggedAdministration());
  private final AskedAdministration asked = new AskedAdministration(administration);

  @BeforeEach
  void generate() throws Exception {
    asked.done(
        new GenerateKey(
            NAME.tenant(),
            NAME.alias(),
            WireKeyCategory.APPLICATION,
            WireKeySpec.EC_P256,
            WireKeyStorage.RESIDENT,
            null,
            WireKeyPurpose.SIGN));
  }

  @AfterEach
  void close() {
    administration.close();
    pool.close();
  }

  @Test
  void disable_enabledKey_mayNotSignUntilItIsEnabled() throws Exception {
    asked.done(set(WireKeyState.DISABLED));
    assertThat(registry.find(NAME).orElseThrow().enabled()).isFalse();

    asked.done(set(WireKeyState.ENABLED));
    assertThat(registry.find(NAME).orElseThrow().enabled()).isTrue();
  }

  @Test
  void disable_twice_changesNothing() throws Exception {
    KeyRecord first = asked.done(set(WireKeyState.DISABLED)).getKey();

    assertThat(asked.done(set(WireKeyState.DISABLED)).getKey()).isEqualTo(first);
  }

  @Test
  void scheduleDeletion_shorterThanTheLeastTime_isRefused() throws Exception {
    assertThat(asked.refused(delete(WAIT.minusMillis(1)))).isEqualTo(Reason.MALFORMED);
    assertThat(registry.find(NAME).orElseThrow().enabled()).isTrue();
  }

  @Test
  void scheduleDeletion_again_keepsItsDate() throws Exception {
    KeyRecord first = asked.done(delete(WAIT)).getKey();
    KeyRecord second = asked.done(delete(WAIT.multipliedBy(2))).getKey();

    assertThat(first.getState()).isEqualTo(WireKeyState.PENDING_DELETION);
    assertThat(second).isEqualTo(first);
    assertThat(registry.find(NAME).orElseThrow().enabled()).isFalse();
  }

  @Test
  void enable_keyToBeDeleted_isRefused() throws Exception {
    asked.done(delete(WAIT));

    assertThat(asked.refused(set(WireKeyState.ENABLED))).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void cancelDeletion_beforeItsDate_leavesADisabledKey() throws Exception {
    asked.done(delete(WAIT));

    KeyRecord key = asked.done(new CancelDeletion(NAME.tenant(), NAME.alias())).getKey();

    assertThat(key.getState()).isEqualTo(WireKeyState.DISABLED);
    assertThat(key.getDeletionAt()).isNull();
  }

  @Test
  void command_refusedByTheGate_changesNothing() throws Exception {
    verdict = Optional.of(new Refusal(Reason.OTHER, "two approvals are missing"));

    assertThat(asked.refused(delete(WAIT))).isEqualTo(Reason.OTHER);
    assertThat(registry.find(NAME).orElseThrow().enabled()).isTrue();
  }

  @Test
  void list_byState_givesThoseInIt() throws Exception {
    asked.done(set(WireKeyState.DISABLED));

    assertThat(asked.done(list(WireKeyState.DISABLED)).getKeys()).hasSize(1);
    assertThat(asked.done(list(WireKeyState.ENABLED)).getKeys()).isEmpty();
  }

  @Test
  void attach_noCertificate_isRefused() throws Exception {
    assertThat(
            asked.refused(
                new AttachCertificates(
                    NAME.tenant(), NAME.alias(), List.of(ByteBuffer.wrap(new byte[] {1})))))
        .isEqualTo(Reason.MALFORMED);
    assertThat(asked.refused(new AttachCertificates(NAME.tenant(), NAME.alias(), List.of())))
        .isEqualTo(Reason.MALFORMED);
  }

  private static SetKeyState set(WireKeyState state) {
    return new SetKeyState(NAME.tenant(), NAME.alias(), state);
  }

  private static ScheduleDeletion delete(Duration wait) {
    return new ScheduleDeletion(NAME.tenant(), NAME.alias(), wait.toMillis());
  }

  private static ListKeys list(WireKeyState state) {
    return ListKeys.newBuilder().setState(state).build();
  }
}
