package io.hallmark.hsm.lane;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinSource;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException.PinRefused;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The user's login at one token. The PIN is read anew each time and wiped; one that the token
 * refused is never tried again. {@link #in} is called by one thread at a time in each {@link
 * Place}, everything else is safe for concurrent use.
 */
final class Login {
  /** A try whose outcome nobody knows may have been one too many; no more than this are risked. */
  private static final int UNANSWERED_MAX = 1;

  private final PinSource pin;
  private final AtomicLong tries = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong epoch = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile long refusedCode; // The code with which the PIN was refused, or CKR_OK.

  Login(PinSource pin) {
    this.pin = pin;
  }

  /** C_Login calls. */
  long tries() {
    return tries.get();
  }

  /** C_Login calls that the token refused or failed. */
  long failures() {
    return failures.get();
  }

  /** Grows with each login. */
  long epoch() {
    return epoch.get();
  }

  /** The code with which the PIN was refused for good. */
  Optional<Long> refusedCode() {
    return refusedCode == Ckr.OK ? Optional.empty() : Optional.of(refusedCode);
  }

  /** Logs the user in; being logged in already is success. */
  void in(CryptokiSession session) throws CryptokiException, PinUnavailableException {
    long code;
    try (Pin read = read()) {
      unanswered.incrementAndGet();
      try {
        code = tried(session.login(Ck.CKU_USER, read));
      } finally {
        unanswered.decrementAndGet();
      }
    }
    if (code != Ckr.USER_ALREADY_LOGGED_IN) {
      check("C_Login", code);
    }
    epoch.incrementAndGet();
  }

  /**
   * Where a C_Login has not come back nobody knows whether the token counted a wrong PIN: another
   * is made only once, and only where the token says that it has counted none.
   */
  void refuseAfterUnanswered(String name, TokenInfo info) throws PinRefused {
    int open = unanswered.get();
    boolean counted = (info.flags() & Ck.CKF_USER_PIN_COUNT_LOW) != 0;
    if (open > UNANSWERED_MAX || (open > 0 && counted)) {
      throw PinFaults.refused(name, info, PinRefused.Reason.UNANSWERED, Ckr.OK);
    }
  }

  /**
   * The PIN; the caller closes it.
   *
   * @throws CryptokiException once the token refused it
   */
  Pin read() throws CryptokiException, PinUnavailableException {
    if (refusedCode != Ckr.OK) {
      throw new CryptokiException("C_Login", refusedCode);
    }
    return pin.read();
  }

  /** C_Login for the operation that was begun in the session (CKA_ALWAYS_AUTHENTICATE). */
  void forOneUse(CryptokiSession session, Pin read) throws CryptokiException {
    check("C_Login", tried(session.login(Ck.CKU_CONTEXT_SPECIFIC, read)));
  }

  private long tried(long code) {
    tries.incrementAndGet();
    if (PinFaults.isRefusal(code)) {
      refusedCode = code;
    }
    if (code != Ckr.OK && code != Ckr.USER_ALREADY_LOGGED_IN) {
      failures.incrementAndGet();
    }
    return code;
  }
}
