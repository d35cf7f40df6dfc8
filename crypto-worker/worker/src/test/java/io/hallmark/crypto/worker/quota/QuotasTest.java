package io.hallmark.crypto.worker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.TenantQuota;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.hsm.token.KeyId;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final KeyPolicy POLICY =
      KeyPolicy.ofCategory(KeyCategory.APPLICATION, KeySpec.EC_P256);

  private final UsesInMemory ledger = new UsesInMemory();
  private long now;
  private double share = 1;
  private RegisteredKey key;

  @BeforeEach
  void makeKey() throws Exception {
    KeyInfo info =
        KeyInfo.resident(
            new KeyName("alice", "contracts"),
            KeyCategory.APPLICATION,
            KeySpec.EC_P256,
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic(),
            List.of("main"),
            Instant.EPOCH);
    key = RegisteredKey.resident(info, KeyId.of(new byte[] {1}));
  }

  @Test
  void take_unknownTenant_isRefused() {
    try (Quotas quotas = quotas(new Tenants(Map.of(), false))) {
      assertThat(said(quotas.take(key))).isEqualTo(Reason.UNKNOWN_TENANT.name());
    }
  }

  @Test
  void take_beyondTheKeysRate_isLaterUntilTimePasses() {
    RegisteredKey limited = key.withPolicy(POLICY.withRate(new RateLimit(10, 2)));
    try (Quotas quotas = quotas(Tenants.ALL)) {
      assertThat(said(quotas.take(limited))).isEqualTo("taken");
      assertThat(said(quotas.take(limited))).isEqualTo("taken");
      assertThat(said(quotas.take(limited))).isEqualTo("KEY_RATE 100");
      now += Duration.ofMillis(100).toNanos();
      assertThat(said(quotas.take(limited))).isEqualTo("taken");
    }
  }

  @Test
  void take_ofAWorkerWithHalfOfThePartitions_grantsHalfOfTheRate() {
    share = 0.5;
    RegisteredKey limited = key.withPolicy(POLICY.withRate(new RateLimit(10, 2)));
    try (Quotas quotas = quotas(Tenants.ALL)) {
      assertThat(said(quotas.take(limited))).isEqualTo("taken");
      assertThat(said(quotas.take(limited))).isEqualTo("KEY_RATE 200");
    }
  }

  @Test
  void take_whatWasUndone_isThereAgain() {
    TenantQuota quota = new TenantQuota(Optional.of(new RateLimit(1, 1)), 1, 1);
    try (Quotas quotas = quotas(new Tenants(Map.of("alice", quota), false))) {
      Grant.Taken taken = (Grant.Taken) quotas.take(key);
      assertThat(said(quotas.take(key))).isEqualTo("TENANT_IN_FLIGHT 50");
      taken.undo();
      Grant.Taken again = (Grant.Taken) quotas.take(key);
      again.signed();
      assertThat(said(quotas.take(key))).startsWith("TENANT_RATE");
    }
  }

  @Test
  void take_limitedUses_areNeverMoreAndWhatIsLeftGoesBack() {
    RegisteredKey limited = key.withPolicy(POLICY.withUsesMax(3));
    int taken = 0;
    try (Quotas quotas = quotas(Tenants.ALL)) {
      AtomicLong done = new AtomicLong();
      await()
          .until(
              () -> {
                String said = said(quotas.take(limited));
                done.addAndGet(said.equals("taken") ? 1 : 0);
                return said.equals(Reason.USES_EXHAUSTED.name());
              });
      taken = done.intValue();
    }
    assertThat(taken).isEqualTo(3);
    assertThat(ledger.granted()).isEqualTo(3);
  }

  @Test
  void close_leasedAndNotUsed_goesBack() {
    RegisteredKey limited = key.withPolicy(POLICY.withUsesMax(1000));
    Quotas quotas = quotas(Tenants.ALL);
    await().until(() -> said(quotas.take(limited)).equals("taken"));
    quotas.close();

    assertThat(ledger.granted()).isEqualTo(1);
  }

  private Quotas quotas(Tenants tenants) {
    return new Quotas(tenants, ledger, Clock.systemUTC(), () -> share, () -> now);
  }

  private static String said(Grant grant) {
    return grant.fold(
        new Grant.Cases<>() {
          @Override
          public String taken(Grant.Taken taken) {
            return "taken";
          }

          @Override
          public String refused(Refusal refusal) {
            return refusal.reason().name();
          }

          @Override
          public String later(Duration retryAfter, Shortage limit) {
            return limit + " " + retryAfter.toMillis();
          }
        });
  }
}
