package io.hallmark.crypto.worker.tokens;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is measured of each token, all from the start, so that a rate has a beginning. */
final class TokenMeters {
  private final TokenSlot slot;
  private final MeterRegistry metrics;

  private TokenMeters(TokenSlot slot, MeterRegistry metrics) {
    this.slot = slot;
    this.metrics = metrics;
  }

  static void register(TokenSlot slot, MeterRegistry metrics) {
    TokenMeters meters = new TokenMeters(slot, metrics);
    meters.registerUse();
    meters.registerHealth();
    meters.registerWrappedKeys();
  }

  private void registerUse() {
    count("sign.calls", "C_Sign calls, whatever came of them", TokenSlot::signCalls);
    count("expired", "tasks dropped after their deadline", s -> s.counters().expired());
    count(
        "went.round",
        "requests that the token could not answer and another token was asked",
        TokenSlot::timesWentRound);
    count(
        "hedges",
        "requests that the token did not answer in its usual time, asked of another token as well",
        TokenSlot::timesHedged);
    count("hedges.won", "hedges that the other token answered first", TokenSlot::timesHedgeWon);
    gauge("in.flight", "signatures asked of the token and not yet answered", TokenSlot::inFlight);
  }

  private void registerHealth() {
    count("logins", "C_Login calls, whatever came of them", TokenSlot::logins);
    count("login.failures", "C_Login calls that failed", s -> s.vitals().loginFailures());
    count("lanes.replaced", "lanes whose call hung", s -> s.vitals().lanesReplaced());
    count("restarts", "times its module was initialised anew", s -> s.vitals().restarts());
    gauge(
        "modules.left",
        "copies of its module left to calls that never returned",
        s -> s.vitals().modulesLeft());
    gauge("usable", "1 while the token takes requests", s -> s.state().usable() ? 1 : 0);
    gauge(
        "circuit.open",
        "1 while the token is not asked, since it failed",
        s -> s.vitals().circuitOpen() ? 1 : 0);
    gauge("sessions", "lanes and the sessions beside them", s -> s.vitals().sessions());
  }

  private void registerWrappedKeys() {
    count("unwraps", "keys unwrapped to be used", s -> s.counters().unwraps());
    count("unwrap.hits", "uses of a key unwrapped before", s -> s.counters().unwrapHits());
    count("unwrap.evictions", "unwrapped keys given up", s -> s.counters().evictions());
    gauge("unwrapped.keys", "unwrapped keys held", s -> s.counters().unwrappedKeys());
  }

  private void count(String name, String what, ToDoubleFunction<TokenSlot> value) {
    FunctionCounter.builder("hallmark.token." + name, slot, value)
        .description(what)
        .tag("token", slot.name())
        .register(metrics);
  }

  private void gauge(String name, String what, ToDoubleFunction<TokenSlot> value) {
    Gauge.builder("hallmark.token." + name, slot, value)
        .description(what)
        .tag("token", slot.name())
        .register(metrics);
  }
}
