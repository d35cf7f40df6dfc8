package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;

/**
 * Does an operation on a lane and what its return code asks for: once more after the session, the
 * handle or the login was renewed, or an answer that says what is wrong. Bounded: each class is
 * answered once per operation. Safe for concurrent use.
 */
final class Attempts {
  private static final int ATTEMPTS_MAX = 4;
  private static final Duration CAPACITY_WAIT = Duration.ofMillis(100);

  private final String name;
  private final Connection connection;
  private final Circuit circuit;
  private final Runnable shrink;

  /** One try; a return code other than CKR_OK is thrown. */
  @FunctionalInterface
  interface Attempt<T> {
    TokenResult<T> run() throws CryptokiException;
  }

  /**
   * @param shrink gives up the calling lane, because the token has no room for its session
   */
  Attempts(String name, Connection connection, Circuit circuit, Runnable shrink) {
    this.name = name;
    this.connection = connection;
    this.circuit = circuit;
    this.shrink = shrink;
  }

  /**
   * @param forget makes the operation find its key again
   */
  <T> TokenResult<T> run(LaneSession lane, Runnable forget, Attempt<T> attempt) {
    ErrorClass before = null;
    for (int i = 1; ; i++) {
      if (!circuit.isClosed()) {
        return refusedByCircuit();
      }
      long seenLogin = connection.loginEpoch();
      try {
        return attempt.run();
      } catch (CryptokiException e) {
        ErrorClass errorClass = ErrorClasses.of(e.code());
        boolean again =
            i < ATTEMPTS_MAX && errorClass != before && renew(errorClass, lane, forget, seenLogin);
        if (!again) {
          return failed(new TokenFault(errorClass, e.code(), name + ": " + e.getMessage()));
        }
        before = errorClass;
      }
    }
  }

  /** Renews what the class says is stale; false where trying again makes no sense. */
  private boolean renew(ErrorClass errorClass, LaneSession lane, Runnable forget, long seenLogin) {
    switch (errorClass) {
      case SESSION -> lane.drop();
      case HANDLE -> forget.run();
      case LOGIN -> {
        return loginAgain(seenLogin);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean loginAgain(long seenLogin) {
    try {
      connection.loginAgain(seenLogin);
      return true;
    } catch (CryptokiException e) {
      String detail = name + ": " + e.getMessage() + " at the login after it was logged out";
      circuit.open(new TokenFault(ErrorClasses.of(e.code()), e.code(), detail));
    } catch (PinUnavailableException e) {
      circuit.open(new TokenFault(ErrorClass.TOKEN, 0, name + ": " + e.getMessage()));
    }
    return false;
  }

  private <T> TokenResult<T> failed(TokenFault fault) {
    switch (fault.errorClass()) {
      case CALLER -> {
        return new TokenResult.Refused<>(fault);
      }
      case CAPACITY -> {
        shrink.run();
        return new TokenResult.Unavailable<>(fault, CAPACITY_WAIT);
      }
      case HANDLE -> {
        // Stale twice: the key comes and goes, which says nothing about the other keys.
        return new TokenResult.Unavailable<>(fault, CAPACITY_WAIT);
      }
      default -> {
        circuit.open(fault);
        return new TokenResult.Unavailable<>(fault, circuit.retryAfter());
      }
    }
  }

  <T> TokenResult<T> refusedByCircuit() {
    TokenFault fault = circuit.fault();
    return new TokenResult.Unavailable<>(
        fault == null ? new TokenFault(ErrorClass.TOKEN, 0, name + " was just recovered") : fault,
        circuit.retryAfter());
  }
}
