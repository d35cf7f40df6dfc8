package io.hallmark.messaging.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionChoiceTest {
  private static final long MILLI = 1_000_000;
  private final PartitionChoice choice = new PartitionChoice(4, 0);

  @Test
  void next_othersNeverAnswered_isTheOneThatDid() {
    choice.load(2).observe(5 * MILLI, 10 * MILLI);
    choice.load(2).heard(10 * MILLI);
    assertThat(choice.next(tried(0), 20 * MILLI)).isEqualTo(2);
  }

  @Test
  void next_severalAnswered_isTheOneHeardFromLast() {
    choice.load(1).heard(10 * MILLI);
    choice.load(3).heard(30 * MILLI);
    choice.load(2).heard(20 * MILLI);
    assertThat(choice.next(tried(0), 40 * MILLI)).isEqualTo(3);
    assertThat(choice.next(tried(0, 3), 40 * MILLI)).isEqualTo(2);
  }

  @Test
  void next_noneAnswered_isTheCheapest() {
    choice.load(1).observe(5 * MILLI, 0);
    choice.load(2).observe(MILLI, 0);
    choice.load(3).observe(7 * MILLI, 0);
    assertThat(choice.next(tried(0), MILLI)).isEqualTo(2);
  }

  @Test
  void first_allButOneLeftRequestsUnanswered_isThatOne() {
    for (int dead : new int[] {0, 1, 3}) {
      choice.load(dead).blame(25 * MILLI, 10 * MILLI);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(choice.first(20 * MILLI)).isEqualTo(2);
    }
  }

  @Test
  void first_blamedLongAgoOrHeardSince_isNoSuspect() {
    choice.load(0).blame(25 * MILLI, 0);
    assertThat(choice.load(0).isSuspect(999 * MILLI)).isTrue();
    assertThat(choice.load(0).isSuspect(1_000 * MILLI)).isFalse();
    choice.load(1).blame(25 * MILLI, 0);
    choice.load(1).heard(MILLI);
    assertThat(choice.load(1).isSuspect(2 * MILLI)).isFalse();
  }

  @Test
  void first_closelyFollowing_isTheSamePartitionForOneRun() {
    int partition = choice.first(0);
    for (int i = 1; i < PartitionChoice.RUN_REQUESTS_MAX; i++) {
      assertThat(choice.first(i)).isEqualTo(partition);
    }
    Set<Integer> later = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      later.add(choice.first(i));
    }
    assertThat(later).as("runs go to all partitions").hasSize(4);
  }

  @Test
  void first_afterTheTimeOfARun_choosesAnew() {
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      chosen.add(choice.first(i * PartitionChoice.RUN_NANOS_MAX));
    }
    assertThat(chosen).hasSize(4);
  }

  @Test
  void first_runsPartitionLeftARequestUnanswered_endsTheRun() {
    int partition = choice.first(0);
    choice.load(partition).blame(25 * MILLI, 1);
    assertThat(choice.first(2)).isNotEqualTo(partition);
  }

  private static BitSet tried(int... partitions) {
    BitSet tried = new BitSet();
    for (int partition : partitions) {
      tried.set(partition);
    }
    return tried;
  }
}
