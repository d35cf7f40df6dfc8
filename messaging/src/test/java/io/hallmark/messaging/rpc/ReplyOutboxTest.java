package io.hallmark.messaging.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplyOutboxTest {
  private final AtomicInteger inHand = new AtomicInteger();

  private record Sent(int reply, Thread by) {}

  @Test
  void aReplyOfAServerThatKeepsUpGoesAtOnceByTheThreadThatBringsIt() {
    List<Sent> sent = new ArrayList<>();
    inHand.set(ReplyOutbox.CROWD - 1);
    try (ReplyOutbox<Integer> outbox = outbox(sent::add)) {
      outbox.send(1, 0);
      assertThat(sent).containsExactly(new Sent(1, Thread.currentThread()));
    }
  }

  @Test
  void repliesOfACrowdWaitForOneAnotherAndGoInOrderByAThreadOfTheOutbox()
      throws InterruptedException {
    BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    inHand.set(ReplyOutbox.CROWD);
    try (ReplyOutbox<Integer> outbox = outbox(sent::add)) {
      for (int round = 0; round < 3; round++) {
        for (int reply = 0; reply < 10; reply++) {
          outbox.send(reply, 0);
        }
        for (int reply = 0; reply < 10; reply++) {
          Sent next = sent.poll(30, TimeUnit.SECONDS);
          assertThat(next).isNotNull();
          assertThat(next.reply()).isEqualTo(reply);
          assertThat(next.by()).isNotEqualTo(Thread.currentThread());
        }
      }
    }
  }

  @Test
  void aReplyWaitsAsLongAsItMayWithinBounds() {
    assertThat(ReplyOutbox.holdNanos(0)).isEqualTo(millis(2));
    assertThat(ReplyOutbox.holdNanos(millis(5))).isEqualTo(millis(5));
    assertThat(ReplyOutbox.holdNanos(millis(5_000))).isEqualTo(millis(15));
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void oneThatMayWaitLessTakesTheOthersAlong() throws InterruptedException {
    inHand.set(ReplyOutbox.CROWD);
    int together = 0;
    for (int round = 0; round < 50; round++) {
      BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
      try (ReplyOutbox<Integer> outbox = outbox(sent::add)) {
        long begun = System.nanoTime();
        outbox.send(1, millis(15));
        outbox.send(2, 0);
        assertThat(sent.poll(30, TimeUnit.SECONDS)).extracting(Sent::reply).isEqualTo(1);
        long waited = System.nanoTime() - begun;
        assertThat(waited).isGreaterThanOrEqualTo(millis(2));
        together += waited < millis(15) ? 1 : 0;
        assertThat(sent.poll(30, TimeUnit.SECONDS)).extracting(Sent::reply).isEqualTo(2);
      }
    }
    // On a machine that stands still for 13 ms now and then, but not each time.
    assertThat(together).isPositive();
  }

  @Test
  void whatWaitsIsSentWhenItIsClosed() {
    Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    inHand.set(ReplyOutbox.CROWD);
    ReplyOutbox<Integer> outbox = outbox(sent::add);
    outbox.send(1, 0);
    outbox.send(2, 0);
    outbox.close();
    assertThat(sent).extracting(Sent::reply).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void nothingWaitsOnceItIsClosed() {
    Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    inHand.set(ReplyOutbox.CROWD);
    ReplyOutbox<Integer> outbox = outbox(sent::add);
    outbox.close();
    outbox.close();
    outbox.send(1, 0);
    assertThat(sent).containsExactly(new Sent(1, Thread.currentThread()));
  }

  @Test
  void aBusThatTakesNothingHoldsUpWhoBringsRepliesAndIsNotHiddenByAnEndlessQueue()
      throws InterruptedException {
    BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    CountDownLatch busIsBack = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    inHand.set(ReplyOutbox.CROWD);
    try (ReplyOutbox<Integer> outbox =
        outbox(
            one -> {
              if (one.by() != caller) {
                await(busIsBack);
              }
              sent.add(one);
            })) {
      // One more than are held: the outbox' own thread has one with the bus.
      for (int reply = 0; reply < ReplyOutbox.HELD_MAX + 2; reply++) {
        outbox.send(reply, 0);
      }
      assertThat(sent).isNotEmpty().allMatch(one -> one.by() == caller);
      busIsBack.countDown();
      for (int reply = 0; reply < ReplyOutbox.HELD_MAX + 2; reply++) {
        assertThat(sent.poll(30, TimeUnit.SECONDS)).isNotNull();
      }
    }
    assertThat(sent).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyReplyOfManyThreadsGoesOnceWhetherThereIsACrowdOrNotAndWhileItIsClosed()
      throws InterruptedException {
    int threads = 8;
    int each = 5_000;
    Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    CountDownLatch half = new CountDownLatch(threads * each / 2);
    ReplyOutbox<Integer> outbox =
        outbox(
            one -> {
              sent.add(one);
              half.countDown();
            });
    List<Thread> senders = new ArrayList<>();
    for (int sender = 0; sender < threads; sender++) {
      int first = sender * each;
      Thread thread = new Thread(() -> sendAll(outbox, first, each));
      senders.add(thread);
      thread.start();
    }
    half.await();
    outbox.close();
    for (Thread thread : senders) {
      thread.join();
    }
    assertThat(sent)
        .extracting(Sent::reply)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, threads * each).boxed().toList());
  }

  private void sendAll(ReplyOutbox<Integer> outbox, int first, int count) {
    for (int reply = first; reply < first + count; reply++) {
      inHand.set(reply % 100 < 80 ? ReplyOutbox.CROWD : 0);
      outbox.send(reply, 0);
    }
  }

  private ReplyOutbox<Integer> outbox(Consumer<Sent> bus) {
    return new ReplyOutbox<>(
        "outbox-test", reply -> bus.accept(new Sent(reply, Thread.currentThread())), inHand::get);
  }
}
