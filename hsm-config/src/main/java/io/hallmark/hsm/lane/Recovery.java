package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.ModuleRehearsal;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.lane.Place.CallHangsException;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes a token usable again, whatever hangs. Confined to the thread that probes.
 *
 * <p>Each try is made on a thread of its own, since any call may be one that never returns. Where
 * one has not returned for long, or keeps the module from being started anew, the token moves to a
 * fresh copy of the module, and the old one is left to the thread that is in it: nobody may
 * finalise a module that a thread is in (PKCS#11 v3.1 section 5.4.2).
 *
 * <p>There are few such copies, so none is spent in vain: before, a process of its own tries
 * whether the HSM answers, and whether this module works twice in one process.
 */
final class Recovery {
  /** A try has not come back for so many times the limit of a call: its call never will. */
  private static final int NEVER_AFTER_LIMITS = 3;

  private static final Duration REHEARSAL_MIN = Duration.ofSeconds(6);

  private final TokenConfig config;
  private final Connection connection;
  private final Consumer<String> report;
  private final Runnable moved;
  private final Duration patience;
  private Aside<Void> attempt; // The one that has not come back, or null.
  private CryptokiModule hung; // Where it is; null while there is none.
  private boolean told; // Since the token was last well.

  /**
   * @param report is told in words why the token is not back
   * @param moved run when the token is in a fresh copy of its module
   */
  Recovery(TokenConfig config, Connection connection, Consumer<String> report, Runnable moved) {
    this.config = config;
    this.connection = connection;
    this.report = report;
    this.moved = moved;
    this.patience = config.signTimeout().multipliedBy(NEVER_AFTER_LIMITS);
  }

  /**
   * One try, which takes a bounded time.
   *
   * @throws Exception where the token is not back
   */
  void run(boolean library) throws Exception {
    try {
      if (attempt == null && !connection.isLeft()) {
        begin(connection.module(), () -> connection.recover(library));
      }
      if (attempt != null) {
        end(patience);
        told = false;
        return;
      }
    } catch (TimeoutException | CallHangsException e) {
      if (!told) {
        report.accept(neverReturned() + " has not returned; it is looked at again");
        told = true;
      }
    }
    move();
  }

  /** What is tried. */
  @FunctionalInterface
  private interface Try {
    void run() throws Exception;
  }

  private void begin(CryptokiModule where, Try tried) {
    hung = where;
    attempt =
        Aside.start(
            "token-" + config.name() + "-recovery",
            () -> {
              tried.run();
              return null;
            });
  }

  /** Waits for what was begun; where it returns there is nothing that hangs. */
  private void end(Duration limit) throws Exception {
    try {
      attempt.await(limit);
    } catch (TimeoutException e) {
      throw e;
    } catch (Exception e) {
      attempt = null;
      throw e;
    }
    attempt = null;
  }

  private void move() throws Exception {
    CryptokiModule from = connection.isLeft() && attempt == null ? connection.module() : hung;
    Optional<String> obstacle = from.keepsItsPlace(config.freshCopies());
    if (obstacle.isPresent()) {
      throw notBack(obstacle.get());
    }
    Duration limit = patience.compareTo(REHEARSAL_MIN) > 0 ? patience : REHEARSAL_MIN;
    Optional<String> fault =
        ModuleRehearsal.fault(
            config.module(), config.environment(), connection.info().serial(), limit);
    if (fault.isPresent()) {
      throw notBack("a fresh copy of it is loaded once that would work: " + fault.get());
    }
    if (cameBack(from)) {
      return;
    }
    begin(
        from,
        () -> {
          connection.move(from);
          moved.run();
        });
    try {
      end(patience);
    } catch (TimeoutException e) {
      hung = from.latest(); // In C_Initialize, or at the login.
      throw notBack("its fresh copy does not answer either");
    } catch (TokenOpenException e) {
      report.accept(e.getMessage());
      throw e;
    }
  }

  /** A last look: whatever kept the HSM from answering a new process kept our call too. */
  private boolean cameBack(CryptokiModule from) throws Exception {
    if (from.isLeft()) {
      return false;
    }
    try {
      if (attempt != null) {
        end(config.signTimeout());
        return true;
      }
      if (!connection.isQuietWithin(config.signTimeout())) {
        return false;
      }
    } catch (TimeoutException | CallHangsException e) {
      return false;
    }
    throw new IOException("a call that hung has returned just now; the next try starts anew");
  }

  private IOException notBack(String why) {
    String detail = neverReturned() + " never returned; " + why;
    report.accept(detail);
    return new IOException(detail);
  }

  private String neverReturned() {
    return "a call in module " + config.module();
  }
}
