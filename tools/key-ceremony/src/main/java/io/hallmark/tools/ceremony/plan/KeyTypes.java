package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeySpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of keys as a plan names them: {@code ec-p384}. */
public final class KeyTypes {
  private KeyTypes() {}

  public static String name(KeySpec spec) {
    return spec.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static KeySpec parse(String name) {
    return specs()
        .filter(spec -> name(spec).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key type " + name));
  }

  static String all() {
    return specs().map(KeyTypes::name).collect(Collectors.joining(", "));
  }

  /** Those that certificates can have: the JDK, which checks them, has no secp256k1. */
  private static Stream<KeySpec> specs() {
    return Arrays.stream(KeySpec.values()).filter(spec -> spec != KeySpec.EC_SECP256K1);
  }
}
