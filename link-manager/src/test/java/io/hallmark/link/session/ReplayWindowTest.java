package io.hallmark.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplayWindowTest {
  @Property(tries = 300)
  void window_anyCounters_agreesWithAPlainSet(@ForAll("counters") List<Long> counters) {
    ReplayWindow window = new ReplayWindow();
    Set<Long> seen = new HashSet<>();
    long highest = 0;
    for (long counter : counters) {
      ReplayWindow.Verdict expected =
          highest - counter >= ReplayWindow.SIZE
              ? ReplayWindow.Verdict.TOO_OLD
              : seen.contains(counter) ? ReplayWindow.Verdict.SEEN : ReplayWindow.Verdict.NEW;
      assertThat(window.check(counter)).as("counter %d", counter).isEqualTo(expected);
      if (expected == ReplayWindow.Verdict.NEW) {
        window.mark(counter);
        seen.add(counter);
        highest = Math.max(highest, counter);
      }
    }
  }

  @Provide
  Arbitrary<List<Long>> counters() {
    // Near each other, around the window's size, and far apart.
    return Arbitraries.oneOf(
            Arbitraries.longs().between(1, 200),
            Arbitraries.longs().between(1, 3L * ReplayWindow.SIZE),
            Arbitraries.longs().between(1, 1L << 25))
        .list()
        .ofMaxSize(400);
  }
}
