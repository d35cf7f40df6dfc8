package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenOpenException.PinRefused;
import io.hallmark.hsm.token.TokenOpenException.PinRefused.Reason;

/** What a refused login means, in words. */
final class PinFaults {
  private PinFaults() {}

  /** Whether the token refused the PIN, so that trying it again does harm. */
  static boolean isRefusal(long code) {
    return code != Ckr.OK && ErrorClasses.of(code) == ErrorClass.TERMINAL;
  }

  /** Refuses to try a PIN where the token says that it is locked or would be by one mistake. */
  static void refuseRiskyLogin(String name, TokenInfo info) throws PinRefused {
    if ((info.flags() & Ck.CKF_USER_PIN_LOCKED) != 0) {
      throw refused(name, info, Reason.LOCKED, Ckr.PIN_LOCKED);
    }
    if ((info.flags() & Ck.CKF_USER_PIN_FINAL_TRY) != 0) {
      throw refused(name, info, Reason.LAST_TRY, Ckr.OK);
    }
  }

  /** The exception for a login or session that failed while the token was opened. */
  static TokenOpenException explain(String name, TokenInfo info, CryptokiException e) {
    long code = e.code();
    if (!isRefusal(code)) {
      return new TokenOpenException.DeviceFailed(
          "token " + name + " (serial " + info.serial() + "): " + e.getMessage(), code, e);
    }
    if (code == Ckr.PIN_LOCKED) {
      return refused(name, info, Reason.LOCKED, code);
    }
    if (code == Ckr.PIN_EXPIRED) {
      return refused(name, info, Reason.EXPIRED, code);
    }
    if (code == Ckr.USER_PIN_NOT_INITIALIZED) {
      return refused(name, info, Reason.NOT_SET, code);
    }
    return refused(name, info, Reason.INCORRECT, code);
  }

  static PinRefused refused(String name, TokenInfo info, Reason reason, long code) {
    String text =
        switch (reason) {
          case INCORRECT ->
              "the PIN is incorrect; it was tried once and will not be tried again;"
                  + " correct it where it is kept before the next start";
          case LOCKED -> "the PIN is locked; the security officer must set it anew";
          case EXPIRED -> "the PIN has expired; change it";
          case LAST_TRY ->
              "one try is left before the PIN locks, and it was not taken;"
                  + " log in once by hand with the right PIN";
          case UNANSWERED ->
              "a login never came back, and it is not tried once more, since a wrong try may have"
                  + " been counted; log in once by hand with the right PIN, then restart";
          case NOT_SET -> "the user PIN was never set; the security officer must set it";
        };
    return new PinRefused(
        reason, "token " + name + " (serial " + info.serial() + "): " + text, code);
  }
}
