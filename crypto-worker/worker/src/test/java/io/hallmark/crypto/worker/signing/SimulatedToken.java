package io.hallmark.crypto.worker.signing;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Lanes that take a given time each, a tenth more or less, and a queue before them, in a time that
 * tests turn.
 */
final class SimulatedToken {
  private final int lanes;
  private final long answerNanos;
  private final ArrayDeque<CompletableFuture<Boolean>> queue = new ArrayDeque<>();
  private final PriorityQueue<Busy> busy = new PriorityQueue<>();
  private final Random random = new Random(7);
  private long now;
  private long begun;

  private record Busy(long untilNanos, long number, CompletableFuture<Boolean> answer)
      implements Comparable<Busy> {
    @Override
    public int compareTo(Busy other) {
      int byTime = Long.compare(untilNanos, other.untilNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  SimulatedToken(int lanes, long answerNanos) {
    this.lanes = lanes;
    this.answerNanos = answerNanos;
  }

  int lanes() {
    return lanes;
  }

  long now() {
    return now;
  }

  CompletableFuture<Boolean> sign() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    queue.add(answer);
    fillLanes();
    return answer;
  }

  /** Answers everything that is due until then, in its order, each at its time. */
  void advanceTo(long nanos) {
    while (!busy.isEmpty() && busy.peek().untilNanos() <= nanos) {
      Busy first = busy.remove();
      now = first.untilNanos();
      first.answer().complete(true);
      fillLanes();
    }
    now = nanos;
  }

  private void fillLanes() {
    while (busy.size() < lanes && !queue.isEmpty()) {
      long took = (long) (answerNanos * (0.9 + 0.2 * random.nextDouble()));
      busy.add(new Busy(now + took, begun++, queue.remove()));
    }
  }
}
