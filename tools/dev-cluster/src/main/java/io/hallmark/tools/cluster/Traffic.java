package io.hallmark.tools.cluster;

import io.hallmark.tools.simulator.Expectation;
import io.hallmark.tools.simulator.Receiver;
import io.hallmark.tools.simulator.Reconciliation;
import io.hallmark.tools.simulator.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

/** Sends along several legs at the same time and reconciles what arrives. */
final class Traffic {
  private final List<Leg> legs;
  private final LongConsumer progress;
  private final AtomicLongArray delivered;

  /**
   * @param progress told now and then how many have arrived on all legs together, on any thread
   */
  Traffic(List<Leg> legs, LongConsumer progress) {
    this.legs = List.copyOf(legs);
    this.progress = progress;
    this.delivered = new AtomicLongArray(legs.size());
  }

  /** One reconciliation for each leg. Nothing is sent before every receiver listens. */
  List<Reconciliation> run() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Traffic::daemon);
    try {
      CountDownLatch listening = new CountDownLatch(legs.size());
      List<Future<Reconciliation>> receiving = new ArrayList<>();
      List<CompletableFuture<Sender.Outcome>> sending = new ArrayList<>();
      for (int i = 0; i < legs.size(); i++) {
        int leg = i;
        CompletableFuture<Sender.Outcome> sent = new CompletableFuture<>();
        sending.add(sent);
        receiving.add(threads.submit(() -> receive(leg, listening, sent)));
      }
      listening.await();
      for (int i = 0; i < legs.size(); i++) {
        Leg leg = legs.get(i);
        CompletableFuture<Sender.Outcome> sent = sending.get(i);
        threads.execute(() -> complete(sent, leg));
      }
      return results(receiving);
    } finally {
      threads.shutdownNow();
    }
  }

  private Reconciliation receive(
      int leg, CountDownLatch listening, CompletableFuture<Sender.Outcome> sent) {
    Receiver opened;
    try {
      opened = Receiver.open(legs.get(leg).to(), Expectation.of(legs.get(leg).load()));
    } finally {
      listening.countDown();
    }
    try (Receiver receiver = opened) {
      CompletableFuture<Sender.Outcome> told =
          sent.whenComplete((outcome, failure) -> adjust(receiver, outcome));
      Reconciliation result =
          receiver.receive(
              done -> {
                delivered.set(leg, done);
                progress.accept(deliveredOnAll());
              });
      told.join();
      return result;
    }
  }

  /** What the bus never took is not lost on the way, and a sender that failed sends no more. */
  private static void adjust(Receiver receiver, Sender.Outcome outcome) {
    if (outcome == null) {
      receiver.stop();
    } else {
      receiver.expect(outcome.acknowledged());
    }
  }

  private static void complete(CompletableFuture<Sender.Outcome> sent, Leg leg) {
    try {
      sent.complete(new Sender(leg.from()).send(leg.load(), acknowledged -> {}));
    } catch (RuntimeException e) {
      sent.completeExceptionally(e);
    }
  }

  private long deliveredOnAll() {
    long sum = 0;
    for (int i = 0; i < delivered.length(); i++) {
      sum += delivered.get(i);
    }
    return sum;
  }

  private static List<Reconciliation> results(List<Future<Reconciliation>> receiving)
      throws InterruptedException {
    List<Reconciliation> results = new ArrayList<>();
    for (Future<Reconciliation> each : receiving) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      }
    }
    return results;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "cluster-traffic");
    thread.setDaemon(true);
    return thread;
  }
}
