package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.hsm.token.TokenSignature;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** What the signing service counts and measures. Safe for concurrent use. */
final class SignMetrics {
  private final Map<KeyCategory, Counter> signed;
  private final Map<KeyCategory, Map<Shortage, Counter>> unavailable;
  private final SignTimers timers;
  private final Map<KeyCategory, Map<Refusal.Reason, Counter>> refused;

  SignMetrics(MeterRegistry registry) {
    this.signed = perCategory(c -> signed(registry, c));
    this.unavailable = perCategory(c -> unavailable(registry, c));
    this.timers = new SignTimers(registry);
    this.refused = perCategory(c -> refused(registry, c));
  }

  void signed(KeyCategory category, KeySpec spec, TokenSignature signature, Turn turn) {
    signature
        .timing()
        .ifPresentOrElse(
            timing -> timers.record(category, spec, turn, timing),
            () -> timers.record(category, spec, turn));
    signed.get(category).increment();
  }

  void refused(KeyCategory category, Refusal.Reason reason) {
    refused.get(category).get(reason).increment();
  }

  void unavailable(KeyCategory category, Shortage shortage) {
    unavailable.get(category).get(shortage.isWorkers() ? shortage : Shortage.UNKNOWN).increment();
  }

  private static Counter signed(MeterRegistry registry, KeyCategory category) {
    return Counter.builder("hallmark.crypto.signatures")
        .description("signatures made and sent back")
        .tag("category", category.id())
        .register(registry);
  }

  private static Map<Shortage, Counter> unavailable(MeterRegistry registry, KeyCategory category) {
    Map<Shortage, Counter> counters = new EnumMap<>(Shortage.class);
    for (Shortage shortage : Shortage.values()) {
      if (!shortage.isWorkers()) {
        continue;
      }
      Counter counter =
          Counter.builder("hallmark.crypto.unavailable")
              .description("requests answered with: ask again later")
              .tag("category", category.id())
              .tag("reason", shortage.name())
              .register(registry);
      counters.put(shortage, counter);
    }
    return counters;
  }

  private static Map<Refusal.Reason, Counter> refused(
      MeterRegistry registry, KeyCategory category) {
    Map<Refusal.Reason, Counter> counters = new EnumMap<>(Refusal.Reason.class);
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      Counter counter =
          Counter.builder("hallmark.crypto.refused")
              .description("requests that were refused")
              .tag("category", category.id())
              .tag("reason", reason.name())
              .register(registry);
      counters.put(reason, counter);
    }
    return counters;
  }

  private static <T> Map<KeyCategory, T> perCategory(Function<KeyCategory, T> make) {
    Map<KeyCategory, T> map = new EnumMap<>(KeyCategory.class);
    for (KeyCategory category : KeyCategory.values()) {
      map.put(category, make.apply(category));
    }
    return map;
  }
}
