package io.hallmark.hsm.token;

import io.hallmark.hsm.file.TokenConfig;
import java.time.Duration;

/**
 * A PKCS#11 token that is logged in and works with keys that never leave it in clear. Safe for
 * concurrent use. What it does is told by the doors that it extends, by whom they are for.
 *
 * <p>Every operation is queued for one of the token's lanes and completes on that lane's thread
 * (complete quickly, or hand over). A failure of the token is a {@link TokenResult}, never an
 * exceptional completion; only our own bugs complete a future exceptionally. Queues are bounded: a
 * full one answers {@link TokenResult.Unavailable} at once. What an engine or a token lacks is
 * {@link TokenResult.Refused}, found out without asking the token where its list of mechanisms
 * tells.
 */
public interface Token
    extends SigningToken, KeyStoreToken, WrappingToken, BackupToken, AutoCloseable {
  /** What the token is called in the HSM file. */
  @Override
  String name();

  /** The token as found: serial, label, model, limits. */
  TokenInfo info();

  /** Whether it can be used now, and if not why. */
  TokenState state();

  /** Operations that it carries out at once; more than these wait for their turn. */
  int lanes();

  /** After which a signature that a lane is at counts as hung. */
  default Duration callLimit() {
    return TokenConfig.SIGN_TIMEOUT_DEFAULT;
  }

  /** How it is; a consistent snapshot is not promised. */
  default TokenVitals vitals() {
    return TokenVitals.NONE;
  }

  /** Counters since the token was opened; a consistent snapshot is not promised. */
  TokenCounters counters();

  /** Stops taking work, finishes what is in a lane, logs out. Idempotent. */
  @Override
  void close();
}
