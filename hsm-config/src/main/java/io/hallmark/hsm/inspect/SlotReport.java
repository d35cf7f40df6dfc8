package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.token.TokenInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
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
  /** How much may still be tried with the user's PIN. */
  public enum UserPin {
    READY("ready"),
    NOT_SET("not set"),
    WAS_WRONG("a PIN was wrong"),
    LAST_TRY("one try left"),
    LOCKED("locked");

    private final String text;

    UserPin(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Whether the token's flags have this one. */
  public boolean has(long flag) {
    return token.filter(info -> (info.flags() & flag) != 0).isPresent();
  }

  /** By CKF_USER_PIN_LOCKED, FINAL_TRY, COUNT_LOW and INITIALIZED, the worst first. */
  public UserPin userPin() {
    if (has(Ck.CKF_USER_PIN_LOCKED)) {
      return UserPin.LOCKED;
    }
    if (has(Ck.CKF_USER_PIN_FINAL_TRY)) {
      return UserPin.LAST_TRY;
    }
    if (has(Ck.CKF_USER_PIN_COUNT_LOW)) {
      return UserPin.WAS_WRONG;
    }
    return has(Ck.CKF_USER_PIN_INITIALIZED) ? UserPin.READY : UserPin.NOT_SET;
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
          map.put("flags", TokenFlags.names(info.flags()));
          map.put("userPin", userPin().text());
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
