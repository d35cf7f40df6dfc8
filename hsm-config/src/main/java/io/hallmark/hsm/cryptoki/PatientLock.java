package io.hallmark.hsm.cryptoki;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** Waits for locks whose owner may be in a native call that never returns. */
public final class PatientLock {
  private static final long LOOK_MILLIS = 20;

  private PatientLock() {}

  /**
   * Takes the lock, however long it takes, unless waiting has become vain. Goes on through
   * interrupts, and restores the flag.
   *
   * @param vain looked at every 20 ms
   * @return false where it was not taken
   */
  public static boolean take(Lock lock, BooleanSupplier vain) {
    if (lock.tryLock()) {
      return true;
    }
    boolean interrupted = false;
    try {
      while (!vain.getAsBoolean()) {
        try {
          if (lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return true;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
