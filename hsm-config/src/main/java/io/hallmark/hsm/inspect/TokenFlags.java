package io.hallmark.hsm.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flags of a token and of a mechanism by their names in pkcs11t.h (PKCS#11 v3.1). */
final class TokenFlags {
  static final long RNG = 0x1;
  static final long WRITE_PROTECTED = 0x2;
  static final long CLOCK_ON_TOKEN = 0x40;
  static final long SO_PIN_COUNT_LOW = 0x100000;

  private static final Map<Long, String> TOKEN = new LinkedHashMap<>();
  private static final Map<Long, String> MECHANISM = new LinkedHashMap<>();

  static {
    TOKEN.put(RNG, "RNG");
    TOKEN.put(WRITE_PROTECTED, "WRITE_PROTECTED");
    TOKEN.put(0x4L, "LOGIN_REQUIRED");
    TOKEN.put(0x8L, "USER_PIN_INITIALIZED");
    TOKEN.put(0x20L, "RESTORE_KEY_NOT_NEEDED");
    TOKEN.put(CLOCK_ON_TOKEN, "CLOCK_ON_TOKEN");
    TOKEN.put(0x100L, "PROTECTED_AUTHENTICATION_PATH");
    TOKEN.put(0x200L, "DUAL_CRYPTO_OPERATIONS");
    TOKEN.put(0x400L, "TOKEN_INITIALIZED");
    TOKEN.put(0x10000L, "USER_PIN_COUNT_LOW");
    TOKEN.put(0x20000L, "USER_PIN_FINAL_TRY");
    TOKEN.put(0x40000L, "USER_PIN_LOCKED");
    TOKEN.put(0x80000L, "USER_PIN_TO_BE_CHANGED");
    TOKEN.put(SO_PIN_COUNT_LOW, "SO_PIN_COUNT_LOW");
    TOKEN.put(0x200000L, "SO_PIN_FINAL_TRY");
    TOKEN.put(0x400000L, "SO_PIN_LOCKED");
    TOKEN.put(0x800000L, "SO_PIN_TO_BE_CHANGED");
    TOKEN.put(0x1000000L, "ERROR_STATE");
    MECHANISM.put(0x1L, "hardware");
    MECHANISM.put(0x100L, "encrypt");
    MECHANISM.put(0x200L, "decrypt");
    MECHANISM.put(0x400L, "digest");
    MECHANISM.put(0x800L, "sign");
    MECHANISM.put(0x2000L, "verify");
    MECHANISM.put(0x8000L, "generate");
    MECHANISM.put(0x10000L, "generate-pair");
    MECHANISM.put(0x20000L, "wrap");
    MECHANISM.put(0x40000L, "unwrap");
    MECHANISM.put(0x80000L, "derive");
  }

  private TokenFlags() {}

  static List<String> names(long flags) {
    return of(TOKEN, flags);
  }

  static List<String> ofMechanism(long flags) {
    return of(MECHANISM, flags);
  }

  private static List<String> of(Map<Long, String> names, long flags) {
    return names.entrySet().stream()
        .filter(name -> (flags & name.getKey()) != 0)
        .map(Map.Entry::getValue)
        .toList();
  }
}
