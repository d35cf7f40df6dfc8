package io.hallmark.messaging.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private final List<String> stuck = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void watchdog_threadThatDoesNotMove_isNamedOnce() throws InterruptedException {
    try (Watchdog watchdog = Watchdog.start(Duration.ofMillis(80), stuck::add)) {
      Thread thread = start("stuck-one", watchdog, heartbeat -> awaitEnd());
      await().untilAsserted(() -> assertThat(stuck).containsExactly("stuck-one"));
      end.countDown();
      thread.join();
    }
  }

  @Test
  void watchdog_threadThatRests_isLeftAlone() throws InterruptedException {
    AtomicReference<String> other = new AtomicReference<>();
    try (Watchdog watchdog = Watchdog.start(Duration.ofMillis(80), stuck::add);
        Watchdog later = Watchdog.start(Duration.ofMillis(400), other::set)) {
      Thread resting =
          start(
              "resting-one",
              watchdog,
              heartbeat -> {
                heartbeat.rest();
                awaitEnd();
                heartbeat.close();
              });
      Thread clock = start("slow-one", later, heartbeat -> awaitEnd());
      // Once the slower watchdog has barked, the faster one has had time enough.
      await().until(() -> other.get() != null);
      assertThat(stuck).isEmpty();
      end.countDown();
      resting.join();
      clock.join();
    }
  }

  @Test
  void watchdog_threadThatDied_isNamed() throws InterruptedException {
    try (Watchdog watchdog = Watchdog.start(Duration.ofMillis(80), stuck::add)) {
      start("dead-one", watchdog, Heartbeat::beat).join();
      await().untilAsserted(() -> assertThat(stuck).containsExactly("dead-one"));
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread start(String name, Watchdog watchdog, Consumer<Heartbeat> work) {
    Thread thread = new Thread(() -> work.accept(watchdog.register()), name);
    thread.start();
    return thread;
  }
}
