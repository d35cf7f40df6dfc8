package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.token.TokenInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A slot and the token in it, as the module describes them (CK_SLOT_INFO and CK_TOKEN_INFO, PKCS#11
 * v3.1 sections 3.1 and 3.2). Numbers are empty where the token does not say or sets no limit.
 *
 * @param slot moves between starts
 * @param description the module's own name for the slot
 * @param token what is in it; empty where nothing is
 * @param sessionsOpen of this process
 * @param clock the token's own, where it has one
 */
public record SlotReport(
    long slot,
    String description,
    Optional<TokenInfo> token,
    OptionalLong sessionsOpen,
    OptionalLong sessionsMax,
    OptionalLong freePublicBytes,
    OptionalLong freePrivateBytes,
    Optional<Instant> clock) {
  /** How much may still be tried with a PIN; Cryptoki has flags for it and no number. */
  public enum PinTries {
    READY("ready", "all left"),
    NOT_SET("not set", "no PIN is set"),
    WAS_WRONG("a PIN was wrong", "fewer left: a PIN was wrong since the last login"),
    LAST_TRY("one try left", "one left"),
    LOCKED("locked", "none left: the PIN is locked");

    private final String text;
    private final String left;

    PinTries(String text, String left) {
      this.text = text;
      this.left = left;
    }

    public String text() {
      return text;
    }

    /** How many tries are left, in words. */
    public String left() {
      return left;
    }
  }

  /** Whether the token's flags have this one. */
  public boolean has(long flag) {
    return token.filter(info -> (info.flags() & flag) != 0).isPresent();
  }

  /** The user's, by CKF_USER_PIN_LOCKED, FINAL_TRY, COUNT_LOW and INITIALIZED, worst first. */
  public PinTries userPin() {
    PinTries tries =
        tries(Ck.CKF_USER_PIN_LOCKED, Ck.CKF_USER_PIN_FINAL_TRY, Ck.CKF_USER_PIN_COUNT_LOW);
    return tries == PinTries.READY && !has(Ck.CKF_USER_PIN_INITIALIZED) ? PinTries.NOT_SET : tries;
  }

  /** The security officer's; a token that is not initialised has no such PIN yet. */
  public PinTries officerPin() {
    return has(Ck.CKF_TOKEN_INITIALIZED)
        ? tries(Ck.CKF_SO_PIN_LOCKED, Ck.CKF_SO_PIN_FINAL_TRY, TokenFlags.SO_PIN_COUNT_LOW)
        : PinTries.NOT_SET;
  }

  private PinTries tries(long locked, long lastTry, long countLow) {
    if (has(locked)) {
      return PinTries.LOCKED;
    }
    if (has(lastTry)) {
      return PinTries.LAST_TRY;
    }
    return has(countLow) ? PinTries.WAS_WRONG : PinTries.READY;
  }

  /** What is set of CK_TOKEN_INFO's flags, by their names without CKF_. */
  public List<String> flags() {
    return token.map(info -> TokenFlags.names(info.flags())).orElse(List.of());
  }

  /** In words, for people. */
  public String state() {
    if (token.isEmpty()) {
      return "empty";
    }
    if (!has(Ck.CKF_TOKEN_INITIALIZED)) {
      return "not initialised";
    }
    return switch (userPin()) {
      case READY -> "ready";
      case NOT_SET -> "no user PIN";
      case WAS_WRONG -> "ready, a PIN was wrong";
      case LAST_TRY -> "one PIN try left";
      case LOCKED -> "PIN locked";
    };
  }

  /** For JSON; what is not known is null. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("slot", slot);
    map.put("description", description);
    map.put("tokenPresent", token.isPresent());
    token.ifPresent(
        info -> {
          map.put("label", info.label());
          map.put("serial", info.serial());
          map.put("manufacturer", info.manufacturer());
          map.put("model", info.model());
          map.put("firmware", info.firmware());
          map.put("flags", flags());
          map.put("userPin", userPin().text());
          map.put("officerPin", officerPin().text());
          map.put("sessionsOpen", orNull(sessionsOpen));
          map.put("sessionsMax", orNull(sessionsMax));
          map.put("freePublicBytes", orNull(freePublicBytes));
          map.put("freePrivateBytes", orNull(freePrivateBytes));
          map.put("clock", clock.map(Instant::toString).orElse(null));
        });
    map.put("state", state());
    return map;
  }

  private static Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }
}
