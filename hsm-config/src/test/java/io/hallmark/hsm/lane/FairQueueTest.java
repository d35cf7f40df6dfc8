package io.hallmark.hsm.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.TokenFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final class Named extends Work<Void> {
    private final String name;

    Named(String tenant, Priority priority, String name) {
      super(tenant, priority, Duration.ofSeconds(1));
      this.name = name;
    }

    @Override
    void perform(Void seat) {}

    @Override
    void abandon(TokenFault fault, Duration retryAfter) {}
  }

  private final FairQueue<Void> queue = new FairQueue<>(1000);

  private void add(String tenant, Priority priority, String name) {
    assertThat(queue.offer(new Named(tenant, priority, name))).isTrue();
  }

  private List<String> drain() {
    List<String> names = new ArrayList<>();
    for (Work<Void> work = queue.poll(); work != null; work = queue.poll()) {
      names.add(((Named) work).name);
    }
    return names;
  }

  @Test
  void poll_priorities_goInOrder() {
    add("t", Priority.ADMINISTRATION, "admin");
    add("t", Priority.APPLICATION, "application");
    add("t", Priority.SESSION, "session");
    add("t", Priority.TLS, "tls");
    assertThat(drain()).containsExactly("tls", "session", "application", "admin");
  }

  @Test
  void poll_floodOfOneTenant_costsAnotherOneTurn() {
    for (int i = 0; i < 10; i++) {
      add("flood", Priority.TLS, "flood" + i);
    }
    add("quiet", Priority.TLS, "quiet");
    assertThat(drain().indexOf("quiet")).isEqualTo(1);
  }

  @Test
  void poll_floodOfTls_doesNotStarveAdministration() {
    add("t", Priority.ADMINISTRATION, "admin");
    for (int i = 0; i < 100; i++) {
      add("t", Priority.TLS, "tls");
    }
    assertThat(drain().indexOf("admin")).isEqualTo(FairQueue.PASSES_MAX);
  }

  @Test
  void offer_full_isRefused() {
    FairQueue<Void> small = new FairQueue<>(1);
    assertThat(small.offer(new Named("t", Priority.TLS, "a"))).isTrue();
    assertThat(small.offer(new Named("t", Priority.TLS, "b"))).isFalse();
  }
}
