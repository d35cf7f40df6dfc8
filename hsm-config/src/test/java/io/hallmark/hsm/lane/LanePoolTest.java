package io.hallmark.hsm.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes lent to the threads of callers, beside work that is submitted. */
class LanePoolTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CALLERS = 32;

  private final AtomicInteger seats = new AtomicInteger();
  private final LanePool<AtomicInteger> pool = new LanePool<>("test", 2, 100, new CountedSeats());
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  /** Counts the seats that are given back. */
  private final class CountedSeats implements Seats<AtomicInteger> {
    @Override
    public AtomicInteger make() {
      return new AtomicInteger();
    }

    @Override
    public void drop(AtomicInteger seat) {
      seats.incrementAndGet();
    }
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    pool.close(new TokenFault(ErrorClass.TOKEN, 0, "closed"), PATIENCE);
  }

  /** Counts how many are in the seat at once; fails where it is more than one. */
  private static TokenResult<Integer> useAlone(AtomicInteger seat) {
    int inside = seat.incrementAndGet();
    Thread.onSpinWait();
    seat.decrementAndGet();
    return new TokenResult.Done<>(inside);
  }

  private static Work.Task<AtomicInteger, Integer> work() {
    return new Work.Task<>("tenant", Priority.TLS, PATIENCE, LanePoolTest::useAlone);
  }

  private static void assertAlone(Work.Task<AtomicInteger, Integer> work) throws Exception {
    assertThat(work.future().get(20, TimeUnit.SECONDS)).isEqualTo(new TokenResult.Done<>(1));
  }

  @Test
  void borrow_manyCallers_eachHasItsTurnAndNeverTwoInASeat() throws Exception {
    pool.fill();
    AtomicBoolean stop = new AtomicBoolean();
    List<AtomicInteger> turns = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      AtomicInteger mine = new AtomicInteger();
      turns.add(mine);
      running.add(callers.submit(() -> borrowUntil(stop, mine)));
    }
    // Work that is submitted has its turn too, whoever else is in line.
    for (int i = 0; i < 100; i++) {
      Work.Task<AtomicInteger, Integer> submitted = work();
      assertThat(pool.submit(submitted)).isTrue();
      assertAlone(submitted);
    }
    await().atMost(PATIENCE).until(() -> turns.stream().allMatch(turn -> turn.get() >= 10));
    stop.set(true);
    for (Future<?> one : running) {
      one.get(20, TimeUnit.SECONDS);
    }
  }

  private Void borrowUntil(AtomicBoolean stop, AtomicInteger turns) throws Exception {
    while (!stop.get()) {
      Lane<AtomicInteger> lane = pool.borrow(PATIENCE);
      assertThat(lane).isNotNull();
      Work.Task<AtomicInteger, Integer> work = work();
      try {
        lane.perform(work);
      } finally {
        pool.giveBack(lane);
      }
      assertAlone(work);
      turns.incrementAndGet();
    }
    return null;
  }

  @Test
  void borrow_noLaneIsFree_endsWithItsPatience() {
    pool.fill();
    Lane<AtomicInteger> one = pool.borrow(PATIENCE);
    Lane<AtomicInteger> two = pool.borrow(PATIENCE);
    assertThat(pool.borrow(Duration.ofMillis(20))).isNull();
    pool.giveBack(one);
    Lane<AtomicInteger> again = pool.borrow(PATIENCE);
    assertThat(again).isSameAs(one);
    pool.giveBack(again);
    pool.giveBack(two);
  }

  @Test
  void borrow_poolIsClosedMeanwhile_waitsNoLonger() throws Exception {
    pool.fill();
    Lane<AtomicInteger> one = pool.borrow(PATIENCE);
    Lane<AtomicInteger> two = pool.borrow(PATIENCE);
    Future<Lane<AtomicInteger>> waiting = callers.submit(() -> pool.borrow(Duration.ofMinutes(10)));
    pool.close(new TokenFault(ErrorClass.TOKEN, 0, "closed"), Duration.ZERO);
    assertThat(waiting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    pool.giveBack(one);
    pool.giveBack(two);
  }

  @Test
  void borrow_laneGivenBack_wakesWhoWaits() throws Exception {
    pool.fill();
    Lane<AtomicInteger> one = pool.borrow(PATIENCE);
    Lane<AtomicInteger> two = pool.borrow(PATIENCE);
    Future<Lane<AtomicInteger>> waiting = callers.submit(() -> pool.borrow(PATIENCE));
    pool.giveBack(one);
    pool.giveBack(two);
    pool.giveBack(waiting.get(20, TimeUnit.SECONDS));
  }

  @Test
  void retire_inALentLane_endsItAndItGrowsAgainLater() {
    pool.fill();
    Lane<AtomicInteger> one = pool.borrow(PATIENCE);
    pool.retireCurrent();
    pool.giveBack(one);
    await().atMost(PATIENCE).until(() -> pool.lanes() == 1);
    assertThat(seats).hasValue(1);

    long now = System.nanoTime();
    pool.growAgain(now);
    assertThat(pool.lanes()).isEqualTo(1);
    pool.growAgain(now + LanePool.GROW_AFTER.toNanos() + 1);
    assertThat(pool.lanes()).isEqualTo(2);
    pool.growAgain(now + 3 * LanePool.GROW_AFTER.toNanos());
    assertThat(pool.lanes()).isEqualTo(2);
  }

  private List<Work.Task<AtomicInteger, Integer>> submitHanging(CountDownLatch never) {
    List<Work.Task<AtomicInteger, Integer>> hanging = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Work.Task<AtomicInteger, Integer> work =
          new Work.Task<>("tenant", Priority.TLS, Duration.ofMillis(1), seat -> hang(never));
      assertThat(pool.submit(work)).isTrue();
      hanging.add(work);
    }
    await().atMost(PATIENCE).until(() -> pool.underWay().size() == 2);
    return hanging;
  }

  private static TokenResult<Integer> hang(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TokenResult.Done<>(0);
  }

  private int replaceOverrunning() {
    long later = System.nanoTime() + PATIENCE.toNanos();
    TokenFault hung = new TokenFault(ErrorClass.TOKEN, 0, "hung");
    return pool.replaceOverrunning(later, () -> {}, hung, Duration.ZERO);
  }

  @Test
  void overrun_lanesAreReplaced_butNotMoreThanThereAre() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    pool.fill();
    List<Work.Task<AtomicInteger, Integer>> hanging = submitHanging(never);
    assertThat(replaceOverrunning()).isEqualTo(2);
    assertThat(hanging).allMatch(work -> work.future().isDone());
    assertThat(pool.lanes()).isEqualTo(2);

    submitHanging(never);
    assertThat(replaceOverrunning()).isEqualTo(2);
    assertThat(pool.lanes()).isZero();

    pool.forgetLost();
    pool.fill();
    assertThat(pool.lanes()).isEqualTo(2);
    Work.Task<AtomicInteger, Integer> work = work();
    assertThat(pool.submit(work)).isTrue();
    assertAlone(work);
    never.countDown();
    await().atMost(PATIENCE).until(() -> seats.get() == 4);
    assertThat(pool.lanes()).isEqualTo(2);
  }

  @Test
  void retire_theLastLane_staysToWork() throws Exception {
    pool.fill();
    for (int i = 0; i < 3; i++) {
      Lane<AtomicInteger> lane = pool.borrow(PATIENCE);
      pool.retireCurrent();
      pool.giveBack(lane);
    }
    await().atMost(PATIENCE).until(() -> pool.lanes() == 1);
    Work.Task<AtomicInteger, Integer> work = work();
    assertThat(pool.submit(work)).isTrue();
    assertAlone(work);
  }
}
