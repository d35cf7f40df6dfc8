package io.hallmark.tools.bench;

import io.hallmark.hsm.lane.CryptokiEngine;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Our Cryptoki engine with {@link #LANES} lanes on a module that takes a given time a signature.
 *
 * @param token whoever uses it closes it
 * @param module which knows what signatures took
 */
record DelayedToken(Token token, DelayedSign module, Duration perSignature) {
  static final int LANES = 10;

  static DelayedToken open(BenchToken softHsm, Duration perSignature) throws TokenOpenException {
    AtomicReference<DelayedSign> module = new AtomicReference<>();
    Token token =
        CryptokiEngine.open(
            softHsm.config().withLanes(LANES),
            real -> {
              module.set(new DelayedSign(real, perSignature));
              return module.get().cryptoki();
            },
            Clock.systemUTC());
    return new DelayedToken(token, module.get(), perSignature);
  }

  /** With every lane at work all the time; nothing can go beyond. */
  double ceilingPerSecond() {
    return LANES / (perSignature.toNanos() / 1e9);
  }
}
