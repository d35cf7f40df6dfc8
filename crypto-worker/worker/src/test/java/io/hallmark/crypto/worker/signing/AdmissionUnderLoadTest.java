package io.hallmark.crypto.worker.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.KeyCategory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests see of a token that is asked for too much, in simulated time: the control law. */
class AdmissionUnderLoadTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final int LANES = 10;

  /** Requests come off the bus in bunches. */
  private static final long BUNCH = 2 * MILLI;

  /** What the bus adds to every latency, there and back. */
  private static final long BUS = 3 * MILLI;

  private record Arrival(long atNanos, String tenant, long firstNanos)
      implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      return Long.compare(atNanos, other.atNanos);
    }
  }

  private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
  private final List<Long> signedNanos = new ArrayList<>();
  private final List<Long> quietNanos = new ArrayList<>();
  private int offered;
  private int signed;

  @ParameterizedTest
  @CsvSource({"2, 10", "10, 10", "50, 4", "10, 1"})
  void load_ofThreeTimesTheRate_isSignedAsMuchAndNearlyAsSoon(int answerMillis, int lanes) {
    double rate = lanes * 1000.0 / answerMillis;
    AdmissionUnderLoadTest calm = new AdmissionUnderLoadTest();
    calm.load("a", 0.9 * rate, 20);
    calm.run(lanes, answerMillis, 0);

    load("a", 3 * rate, 20);
    run(lanes, answerMillis, 0);

    assertThat(percentile(signedNanos, 0.99) + BUS)
        .as("p99 of those taken, ns")
        .isLessThan(2 * (percentile(calm.signedNanos, 0.99) + BUS));
    assertThat(signed / 20.0).as("signed a second").isGreaterThan(0.95 * rate);
  }

  @Test
  void tenant_besideOneThatAsksForEverything_waitsLittleMoreThanAlone() {
    AdmissionUnderLoadTest alone = new AdmissionUnderLoadTest();
    alone.load("quiet", 50, 20);
    alone.run(LANES, 10, 0);

    load("quiet", 50, 20);
    load("loud", 3000, 20);
    run(LANES, 10, 0);

    assertThat(quietNanos).as("none of it turned away").hasSize(50 * 20);
    assertThat(percentile(quietNanos, 0.99) + BUS)
        .isLessThan(2 * (percentile(alone.quietNanos, 0.99) + BUS));
  }

  @Test
  void clients_thatComeBackWhenTold_keepTheTokenBusyAndAskSeldom() {
    // Each of 1,000 clients asks, and where it is turned away again when it was told to.
    load("a", 100_000, 0.01);
    run(LANES, 10, 1.5);

    assertThat(signed).isEqualTo(1000);
    assertThat(offered).as("offered").isLessThan(5 * 1000);
    assertThat(percentile(signedNanos, 1)).as("ns; a second is the least").isLessThan(2 * SECOND);
  }

  private void load(String tenant, double perSecond, double seconds) {
    for (long i = 0; i < perSecond * seconds; i++) {
      long at = (long) (i * SECOND / perSecond);
      long seen = (at / BUNCH + 1) * BUNCH;
      arrivals.add(new Arrival(seen, tenant, seen));
    }
  }

  /**
   * @param patience times the named wait after which clients come back; 0: they don't
   */
  private void run(int lanes, int answerMillis, double patience) {
    SimulatedToken token = new SimulatedToken(lanes, answerMillis * MILLI);
    Admission admission =
        new Admission(token::lanes, Duration.ofMillis(50), token::now, new SimpleMeterRegistry());
    while (!arrivals.isEmpty()) {
      Arrival next = arrivals.remove();
      token.advanceTo(Math.max(token.now(), next.atNanos()));
      Optional<Duration> later = offer(admission, token, next);
      if (later.isPresent() && patience > 0) {
        long wait = (long) (later.get().toNanos() * patience);
        arrivals.add(new Arrival(next.atNanos() + wait, next.tenant(), next.firstNanos()));
      }
    }
    token.advanceTo(token.now() + 10 * SECOND);
  }

  private Optional<Duration> offer(Admission admission, SimulatedToken token, Arrival arrival) {
    offered++;
    return admission.offer(
        KeyCategory.APPLICATION,
        arrival.tenant(),
        SECOND,
        () -> token.sign().thenAccept(done -> note(arrival, token.now())));
  }

  private void note(Arrival arrival, long now) {
    signed++;
    signedNanos.add(now - arrival.firstNanos());
    if (arrival.tenant().equals("quiet")) {
      quietNanos.add(now - arrival.firstNanos());
    }
  }

  private static long percentile(List<Long> nanos, double share) {
    return nanos.stream().sorted().toList().get((int) (share * (nanos.size() - 1)));
  }
}
