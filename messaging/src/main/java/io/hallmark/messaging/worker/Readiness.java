package io.hallmark.messaging.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker waits for, and how its parts are.
 *
 * @param waitingFor reasons why it is not ready, in words; empty when ready
 * @param parts the state in words of each part that can fail while the worker goes on, by its name
 */
public record Readiness(List<String> waitingFor, Map<String, String> parts) {
  public static final Readiness READY = new Readiness(List.of());

  public Readiness {
    waitingFor = List.copyOf(waitingFor);
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** Of something that has no such parts. */
  public Readiness(List<String> waitingFor) {
    this(waitingFor, Map.of());
  }

  public boolean isReady() {
    return waitingFor.isEmpty();
  }
}
