package io.hallmark.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  private final FrameQueue queue = new FrameQueue(3, 100);

  private static OutboundFrame frame(int bytes, long deadline) {
    return new OutboundFrame(new byte[bytes], deadline);
  }

  @Test
  void nextBatch_isBoundedInFrames() {
    queue.add(List.of(frame(1, 9), frame(1, 9), frame(1, 9), frame(1, 9)));
    assertThat(queue.nextBatch()).hasSize(3);
    assertThat(queue.nextBatch()).hasSize(1);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void nextBatch_isBoundedInBytes() {
    queue.add(List.of(frame(60, 9), frame(60, 9)));
    assertThat(queue.nextBatch()).hasSize(1);
  }

  @Test
  void nextBatch_singleFrameTooLarge_goesAlone() {
    queue.add(List.of(frame(500, 9), frame(1, 9)));
    assertThat(queue.nextBatch()).hasSize(1);
  }

  @Test
  void putBack_keepsTheOrder() {
    OutboundFrame first = frame(1, 1);
    OutboundFrame second = frame(1, 2);
    queue.add(List.of(first, second));
    queue.putBack(queue.nextBatch());
    assertThat(queue.nextBatch()).containsExactly(first, second);
  }

  @Test
  void removeExpired_takesOutWhatIsTooOld() {
    OutboundFrame old = frame(1, 5);
    queue.add(List.of(old, frame(1, 50)));
    assertThat(queue.removeExpired(10)).containsExactly(old);
    assertThat(queue.firstDeadlineNanos()).isEqualTo(50);
  }
}
