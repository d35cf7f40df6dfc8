package io.hallmark.crypto.worker.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
  private final HedgeBudget budget = new HedgeBudget();

  private long spent(int tries) {
    return IntStream.range(0, tries).filter(i -> budget.spend()).count();
  }

  @Test
  void spend_moreThanAtOnce_isRefused() {
    assertThat(spent(1_000)).isEqualTo(HedgeBudget.AT_ONCE_MAX);
  }

  @Test
  void spend_allRequestsAreLate_isOneInTwenty() {
    spent(1_000);
    long hedged =
        IntStream.range(0, 2_000)
            .filter(
                i -> {
                  budget.earn();
                  return budget.spend();
                })
            .count();
    assertThat(hedged).isEqualTo(100);
  }

  @Test
  void earn_manyRequests_savesNoMoreThanForAtOnce() {
    IntStream.range(0, 100_000).forEach(i -> budget.earn());
    assertThat(spent(1_000)).isEqualTo(HedgeBudget.AT_ONCE_MAX);
  }
}
