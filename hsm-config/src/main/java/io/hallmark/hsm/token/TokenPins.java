package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.token.TokenOpenException.PinRefused;
import io.hallmark.hsm.token.TokenOpenException.PinRefused.Reason;
import java.nio.file.Path;
import java.util.Map;

/**
 * Changes the PINs of a token, for ceremonies and operators. A PIN is tried once, and not at all
 * where the token says that one more mistake would lock it. Nothing else of this process may have
 * the token open: the security officer logs in only where nobody else is.
 */
public final class TokenPins {
  private final Path module;
  private final Map<String, String> environment;
  private final TokenSelector selector;

  /**
   * @param environment set for the module before it is loaded
   * @param selector which of the module's tokens
   */
  public TokenPins(Path module, Map<String, String> environment, TokenSelector selector) {
    this.module = module;
    this.environment = Map.copyOf(environment);
    this.selector = selector;
  }

  /** The user's PIN, by the user. */
  public void changeUserPin(Pin old, Pin next) throws TokenOpenException {
    change(
        Ck.CKF_USER_PIN_LOCKED,
        Ck.CKF_USER_PIN_FINAL_TRY,
        // Without a login it is the user's PIN that C_SetPIN changes (PKCS#11 v3.1 5.6.7).
        session -> session.setPin(old, next));
  }

  /** The user's PIN, by the security officer: also where it is locked or forgotten. */
  public void resetUserPin(Pin soPin, Pin next) throws TokenOpenException {
    bySecurityOfficer(soPin, session -> session.initPin(next));
  }

  /** The security officer's PIN. */
  public void changeSoPin(Pin old, Pin next) throws TokenOpenException {
    bySecurityOfficer(old, session -> session.setPin(old, next));
  }

  @FunctionalInterface
  private interface Change {
    void in(CryptokiSession session) throws CryptokiException;
  }

  private void bySecurityOfficer(Pin soPin, Change change) throws TokenOpenException {
    change(
        Ck.CKF_SO_PIN_LOCKED,
        Ck.CKF_SO_PIN_FINAL_TRY,
        session -> {
          CryptokiException.check("C_Login", session.login(Ck.CKU_SO, soPin));
          try {
            change.in(session);
          } finally {
            session.logout();
          }
        });
  }

  private void change(long locked, long finalTry, Change change) throws TokenOpenException {
    try (CryptokiModule opened = CryptokiModule.acquire(module, environment)) {
      Cryptoki cryptoki = opened.cryptoki();
      TokenInfo token = TokenFinder.find(cryptoki, module, selector);
      if ((token.flags() & locked) != 0) {
        throw refused(token, Reason.LOCKED, Ckr.PIN_LOCKED, "it is locked");
      }
      if ((token.flags() & finalTry) != 0) {
        throw refused(
            token, Reason.LAST_TRY, Ckr.OK, "one try is left before it locks and was not taken");
      }
      try (CryptokiSession session = CryptokiSession.open(cryptoki, token.slotId(), true)) {
        change.in(session);
      } catch (CryptokiException e) {
        throw explained(token, e);
      }
    }
  }

  private static TokenOpenException explained(TokenInfo token, CryptokiException e) {
    if (e.code() == Ckr.PIN_INCORRECT) {
      return refused(
          token, Reason.INCORRECT, e.code(), "it is incorrect; it was tried once, nothing changed");
    }
    if (e.code() == Ckr.PIN_LOCKED) {
      return refused(token, Reason.LOCKED, e.code(), "it is locked");
    }
    return new TokenOpenException.DeviceFailed(
        "token \"%s\" (serial %s): the PIN was not changed: %s"
            .formatted(token.label(), token.serial(), e.getMessage()),
        e.code(),
        e);
  }

  private static PinRefused refused(TokenInfo token, Reason reason, long code, String text) {
    return new PinRefused(
        reason,
        "token \"%s\" (serial %s): the PIN given: %s"
            .formatted(token.label(), token.serial(), text),
        code);
  }
}
