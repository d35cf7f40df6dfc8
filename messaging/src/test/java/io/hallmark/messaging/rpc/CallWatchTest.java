package io.hallmark.messaging.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CallWatchTest {
  private static final long MILLI = 1_000_000;
  private static final long AGE = 25 * MILLI;
  private static final long START_MILLIS = 1_000_000;
  private static final long FAR = START_MILLIS + 60_000;

  private final CallTable table = new CallTable(10_000);
  private final CallWatch watch = new CallWatch();
  private long sequence;

  @Test
  void aCallIsOldOnceItHasWaitedSoLong() {
    Call call = added(0, FAR);
    assertThat(watch.old(AGE, START_MILLIS, AGE - 1)).isEmpty();
    assertThat(watch.old(AGE, START_MILLIS + 25, AGE)).containsExactly(call);
    assertThat(watch.old(AGE, START_MILLIS + 30, AGE + 5 * MILLI)).containsExactly(call);
  }

  @Test
  void callsGrowOldInTheirOrder() {
    Call first = added(0, FAR);
    Call second = added(10 * MILLI, FAR);
    assertThat(watch.old(AGE, START_MILLIS + 25, AGE)).containsExactly(first);
    assertThat(watch.old(AGE, START_MILLIS + 35, AGE + 10 * MILLI)).containsExactly(first, second);
  }

  @Test
  void aCallWhoseDeadlineIsNearIsOldAtOnceHoweverYoungTheOneBeforeIt() {
    Call young = added(0, FAR);
    Call near = added(0, START_MILLIS + 500);
    assertThat(watch.old(AGE, START_MILLIS, 0)).containsExactly(near);
    assertThat(young.isSettled()).isFalse();
  }

  @Test
  void whatIsSettledIsLetGoOf() {
    Call old = added(0, FAR);
    assertThat(watch.old(AGE, START_MILLIS + 25, AGE)).containsExactly(old);
    Call young = added(AGE, FAR);
    Call waits = added(AGE, FAR);
    table.drop(old.sequence());
    table.drop(young.sequence());
    assertThat(watch.old(AGE, START_MILLIS + 30, AGE + 5 * MILLI)).isEmpty();
    assertThat(watch.old(AGE, START_MILLIS + 50, 2 * AGE)).containsExactly(waits);
  }

  /** The worst that may be: the delay before a second attempt is at its longest all the time. */
  @Test
  void noDeadlineIsMissedForBeingYoung() {
    List<Call> calls =
        LongStream.rangeClosed(1, 1_000).mapToObj(m -> added(0, START_MILLIS + m)).toList();
    for (int now = 0; now <= 1_000; now += 20) {
      assertThat(watch.old(HedgeDelay.MOST_NANOS, START_MILLIS + now, now * MILLI))
          .containsAll(calls.subList(0, now));
    }
  }

  private Call added(long startNanos, long deadlineMillis) {
    Question question = new Question(null, Body.of(new byte[1]), deadlineMillis, "", true);
    Call call = new Call(table, ++sequence, question, startNanos);
    table.put(call);
    watch.add(call);
    return call;
  }
}
