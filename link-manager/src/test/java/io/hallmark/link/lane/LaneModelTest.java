package io.hallmark.link.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * A sender and a receiver over a network that loses, doubles and reorders, where either may die at
 * any moment and begin again from what it had recorded.
 */
class LaneModelTest {
  private static final SenderLimits LIMITS =
      new SenderLimits(
          200, 600, Duration.ofMillis(40), Duration.ofMillis(20), Duration.ofMillis(400));
  private static final ReceiverLimits EARLY = new ReceiverLimits(500, 4);

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void lane_anyLossDoublingOrderAndRestarts_deliversOnceInOrder(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 5) Integer> gaps,
      @ForAll @IntRange(max = 70) int lossPercent,
      @ForAll @IntRange(max = 50) int doublePercent,
      @ForAll @IntRange(max = 10) int restartPercent)
      throws MalformedRecordException {
    Model model = new Model(new Random(seed), gaps, lossPercent, doublePercent, restartPercent);
    model.run();
    assertThat(model.deliveredOffsets).containsExactlyElementsOf(model.offsets);
    assertThat(model.recordedProgress).isEqualTo(model.offsets.get(model.offsets.size() - 1));
  }

  private static final class Model {
    private static final int STEPS_MAX = 200_000;

    private final Random random;
    private final int loss;
    private final int doubling;
    private final int restart;
    private final List<Long> offsets = new ArrayList<>();
    private final List<byte[]> toReceiver = new ArrayList<>();
    private final List<byte[]> toSender = new ArrayList<>();
    private final List<Long> deliveredOffsets = new ArrayList<>();
    private SenderLane sender;
    private ReceiverLane receiver;
    private int offered;
    private long recordedProgress = Run.NONE;
    private long recordedPosition = Run.NONE;
    private long nowNanos;

    Model(Random random, List<Integer> gaps, int loss, int doubling, int restart) {
      this.random = random;
      this.loss = loss;
      this.doubling = doubling;
      this.restart = restart;
      long offset = -1;
      for (int gap : gaps) {
        offset += gap;
        offsets.add(offset);
      }
      newSender();
      receiver = new ReceiverLane(Run.NONE, EARLY);
    }

    void run() throws MalformedRecordException {
      for (int step = 0; step < STEPS_MAX && !isDone(); step++) {
        nowNanos += Duration.ofMillis(5).toNanos();
        offerSome();
        for (Run run : sender.take(nowNanos, 0).runs()) {
          put(toReceiver, RunCodec.encode(run));
        }
        receiveSome();
        acknowledgeSome();
        disturb(step);
      }
    }

    private boolean isDone() {
      return recordedProgress == offsets.get(offsets.size() - 1);
    }

    private void offerSome() {
      for (int n = random.nextInt(4); n > 0 && offered < offsets.size(); n--) {
        sender.offer(message(offsets.get(offered++)), Long.MAX_VALUE);
      }
    }

    private void receiveSome() throws MalformedRecordException {
      for (int n = random.nextInt(4); n > 0 && !toReceiver.isEmpty(); n--) {
        byte[] frame = toReceiver.remove(random.nextInt(toReceiver.size()));
        receiver
            .receive(RunCodec.decode(ByteBuffer.wrap(frame)))
            .deliver()
            .forEach(entry -> deliveredOffsets.add(entry.offset()));
        recordedPosition = receiver.delivered();
        put(toSender, AcknowledgementCodec.encode(receiver.acknowledgement()));
      }
    }

    private void acknowledgeSome() throws MalformedRecordException {
      for (int n = random.nextInt(4); n > 0 && !toSender.isEmpty(); n--) {
        byte[] frame = toSender.remove(random.nextInt(toSender.size()));
        sender.acknowledge(AcknowledgementCodec.decode(ByteBuffer.wrap(frame)), nowNanos);
        // Recording lags behind now and then, as it does when a worker dies before it commits.
        if (random.nextInt(3) > 0) {
          recordedProgress = sender.acknowledged();
        }
      }
      if (sender.isIdle() && offered == offsets.size()) {
        recordedProgress = sender.acknowledged();
      }
    }

    private void disturb(int step) {
      if (step > 500) {
        return;
      }
      if (random.nextInt(100) < restart) {
        newSender();
      }
      if (random.nextInt(100) < restart) {
        receiver = new ReceiverLane(recordedPosition, EARLY);
      }
      if (random.nextInt(100) < restart) {
        sender.sessionLost();
      }
    }

    private void newSender() {
      sender = new SenderLane(recordedProgress, LIMITS, random);
      // The consumer begins anywhere at or before the first unacknowledged message.
      offered = random.nextInt(offsets.indexOf(recordedProgress) + 2);
    }

    private void put(List<byte[]> channel, byte[] frame) {
      if (random.nextInt(100) >= loss) {
        channel.add(frame);
      }
      if (random.nextInt(100) < doubling) {
        channel.add(frame);
      }
    }

    private static LaneEntry message(long offset) {
      byte[] payload = new byte[(int) (offset * 7 % 90)];
      return LaneEntry.message(
          offset,
          new MessageContent(Optional.empty(), "m" + offset, Map.of(), ByteBuffer.wrap(payload)));
    }
  }
}
