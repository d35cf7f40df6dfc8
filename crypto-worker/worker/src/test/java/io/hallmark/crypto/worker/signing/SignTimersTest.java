package io.hallmark.crypto.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeySpec;
import io.hallmark.hsm.token.SignTiming;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignTimersTest {
  private static final long MILLI = 1_000_000;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void record_aWaitForItsTurnAndOneInTheToken_isBothQueueTime() {
    new SignTimers(registry)
        .record(
            KeyCategory.TLS,
            KeySpec.EC_P256,
            new Turn(-2 * MILLI, MILLI),
            new SignTiming("main", 4 * MILLI, 5 * MILLI));

    assertThat(millis("hallmark.crypto.queue.time")).isEqualTo(7);
    assertThat(millis("hallmark.crypto.token.time")).isEqualTo(5);
  }

  private double millis(String name) {
    return registry.get(name).tag("token", "main").timer().totalTime(TimeUnit.MILLISECONDS);
  }
}
