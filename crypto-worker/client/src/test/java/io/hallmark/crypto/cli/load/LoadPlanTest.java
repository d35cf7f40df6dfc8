package io.hallmark.crypto.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  @Test
  void requests_areSpreadEvenlyOverTheTime() {
    LoadPlan plan = plan(200, 16);

    assertThat(plan.requests()).isEqualTo(2000);
    assertThat(plan.dueAfterNanos(0)).isZero();
    assertThat(plan.dueAfterNanos(1)).isEqualTo(5_000_000);
    assertThat(plan.dueAfterNanos(2000)).isEqualTo(Duration.ofSeconds(10).toNanos());
  }

  @Test
  void content_ofTwoRequests_differs() {
    LoadPlan plan = plan(1, 16);

    assertThat(plan.content(7, 1)).hasSize(16).isNotEqualTo(plan.content(7, 2));
    assertThat(plan.content(7, 1)).isNotEqualTo(plan.content(8, 1)).isEqualTo(plan.content(7, 1));
  }

  @Test
  void plan_outOfBounds_isRefused() {
    assertThatThrownBy(() -> plan(0, 16)).hasMessageContaining("rate");
    assertThatThrownBy(() -> plan(Double.NaN, 16)).hasMessageContaining("rate");
    assertThatThrownBy(() -> plan(1, 15)).hasMessageContaining("size");
  }

  private static LoadPlan plan(double rate, int contentBytes) {
    return new LoadPlan(rate, Duration.ofSeconds(10), Duration.ofSeconds(1), contentBytes);
  }
}
