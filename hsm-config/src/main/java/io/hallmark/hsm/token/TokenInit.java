package io.hallmark.hsm.token;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.Pin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Initialises tokens. Never touches one that is initialised already. */
public final class TokenInit {
  /** CK_TOKEN_INFO's label: 32 bytes, padded with blanks (PKCS#11 v3.1 section 5.5.7). */
  private static final int LABEL_BYTES = 32;

  private TokenInit() {}

  /**
   * Initialises the first uninitialised token of the module and sets both PINs.
   *
   * @param environment set for the module before it is loaded
   * @param label 1 to 32 bytes of UTF-8; must not be taken in this module
   * @return the token as found afterwards
   */
  public static TokenInfo initialise(
      Path module, Map<String, String> environment, String label, Pin soPin, Pin userPin)
      throws TokenOpenException {
    return initialise(module, environment, BlankToken.ANY, label, soPin, userPin);
  }

  /**
   * As {@link #initialise(Path, Map, String, Pin, Pin)}.
   *
   * @param blank the uninitialised token to take
   */
  public static TokenInfo initialise(
      Path module,
      Map<String, String> environment,
      BlankToken blank,
      String label,
      Pin soPin,
      Pin userPin)
      throws TokenOpenException {
    byte[] padded = pad(label);
    try (CryptokiModule opened = CryptokiModule.acquire(module, environment)) {
      Cryptoki cryptoki = opened.cryptoki();
      try {
        List<TokenInfo> tokens = Slots.tokens(cryptoki);
        refuseTaken(module, tokens, label);
        initToken(cryptoki, freeSlot(module, tokens, blank), padded, soPin);
        // The token may have moved to another slot by being initialised, as SoftHSM's do.
        TokenInfo token = TokenFinder.find(cryptoki, module, TokenSelector.label(label));
        setUserPin(cryptoki, token.slotId(), soPin, userPin);
        return TokenFinder.find(cryptoki, module, TokenSelector.label(label));
      } catch (CryptokiException e) {
        throw new TokenOpenException.DeviceFailed(
            "module %s: token \"%s\" is not usable: %s".formatted(module, label, e.getMessage()),
            e.code(),
            e);
      }
    }
  }

  private static byte[] pad(String label) {
    byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 1 || bytes.length > LABEL_BYTES) {
      throw new IllegalArgumentException(
          "the label \"%s\" must be 1 to %d bytes, got %d"
              .formatted(label, LABEL_BYTES, bytes.length));
    }
    byte[] padded = Arrays.copyOf(bytes, LABEL_BYTES);
    Arrays.fill(padded, bytes.length, LABEL_BYTES, (byte) ' ');
    return padded;
  }

  private static boolean isInitialised(TokenInfo token) {
    return (token.flags() & Ck.CKF_TOKEN_INITIALIZED) != 0;
  }

  private static void refuseTaken(Path module, List<TokenInfo> tokens, String label)
      throws TokenOpenException {
    for (TokenInfo token : tokens) {
      if (isInitialised(token) && token.label().equals(label)) {
        throw new TokenOpenException.InitRefused(
            "module %s already has a token with label \"%s\" (serial %s); choose another label"
                .formatted(module, label, token.serial()));
      }
    }
  }

  private static long freeSlot(Path module, List<TokenInfo> tokens, BlankToken blank)
      throws TokenOpenException {
    return tokens.stream()
        .filter(blank::fits)
        .findFirst()
        .orElseThrow(
            () ->
                new TokenOpenException.InitRefused(
                    "module %s has no uninitialised token%s; add a slot or clear one"
                        .formatted(module, blank.isNamed() ? " " + blank : "")))
        .slotId();
  }

  private static void initToken(Cryptoki cryptoki, long slot, byte[] label, Pin soPin)
      throws CryptokiException {
    byte[] pin = soPin.copyUtf8();
    try (Memory pinMemory = new Memory(pin.length);
        Memory labelMemory = new Memory(LABEL_BYTES)) {
      pinMemory.write(0, pin, 0, pin.length);
      labelMemory.write(0, label, 0, LABEL_BYTES);
      long code =
          cryptoki.initToken(
              slot, Pointer.nativeValue(pinMemory), pin.length, Pointer.nativeValue(labelMemory));
      pinMemory.clear();
      CryptokiException.check("C_InitToken", code);
    } finally {
      Arrays.fill(pin, (byte) 0);
    }
  }

  private static void setUserPin(Cryptoki cryptoki, long slot, Pin soPin, Pin userPin)
      throws CryptokiException {
    try (CryptokiSession session = CryptokiSession.open(cryptoki, slot, true)) {
      long code = session.login(Ck.CKU_SO, soPin);
      if (code != Ckr.USER_ALREADY_LOGGED_IN) {
        CryptokiException.check("C_Login", code);
      }
      session.initPin(userPin);
      CryptokiException.check("C_Logout", session.logout());
    }
  }
}
