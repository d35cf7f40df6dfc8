package io.hallmark.gateway.outbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Frames of one route that wait to be sent. Confined to one thread; the time is given. */
final class FrameQueue {
  private final Deque<OutboundFrame> frames = new ArrayDeque<>();
  private final int batchFrames;
  private final int batchBytes;

  FrameQueue(int batchFrames, int batchBytes) {
    this.batchFrames = batchFrames;
    this.batchBytes = batchBytes;
  }

  void add(List<OutboundFrame> more) {
    frames.addAll(more);
  }

  /** Puts frames of a request that failed back to where they came from. */
  void putBack(List<OutboundFrame> batch) {
    for (int i = batch.size() - 1; i >= 0; i--) {
      frames.addFirst(batch.get(i));
    }
  }

  /** Takes as many as go into one request; at least one, however large. */
  List<OutboundFrame> nextBatch() {
    List<OutboundFrame> batch = new ArrayList<>();
    int bytes = 0;
    while (!frames.isEmpty() && batch.size() < batchFrames) {
      bytes += frames.peekFirst().bytes().length;
      if (bytes > batchBytes && !batch.isEmpty()) {
        break;
      }
      batch.add(frames.pollFirst());
    }
    return batch;
  }

  /** Takes out what is too old, wherever it stands. */
  List<OutboundFrame> removeExpired(long nowNanos) {
    List<OutboundFrame> expired = new ArrayList<>();
    while (!frames.isEmpty() && frames.peekFirst().isExpired(nowNanos)) {
      expired.add(frames.pollFirst());
    }
    return expired;
  }

  List<OutboundFrame> removeAll() {
    List<OutboundFrame> all = new ArrayList<>(frames);
    frames.clear();
    return all;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** When the oldest expires; only asked when there is one. */
  long firstDeadlineNanos() {
    return frames.getFirst().deadlineNanos();
  }
}
