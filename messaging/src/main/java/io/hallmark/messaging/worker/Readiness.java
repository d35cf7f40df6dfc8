package io.hallmark.messaging.worker;

import java.util.List;

/**
 * What a worker waits for.
 *
 * @param waitingFor reasons why it is not ready, in words; empty when ready
 */
public record Readiness(List<String> waitingFor) {
  public static final Readiness READY = new Readiness(List.of());

  public Readiness {
    waitingFor = List.copyOf(waitingFor);
  }

  public boolean isReady() {
    return waitingFor.isEmpty();
  }
}
