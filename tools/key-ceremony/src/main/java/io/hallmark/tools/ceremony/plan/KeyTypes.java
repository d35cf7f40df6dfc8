package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeySpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of keys as a plan names them: {@code ec-p384}. */
public final class KeyTypes {
  private KeyTypes() {}

  public static String name(KeySpec spec) {
    return spec.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static KeySpec parse(String name) {
    return Arrays.stream(KeySpec.values())
        .filter(spec -> name(spec).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key type " + name));
  }

  static String all() {
    return Arrays.stream(KeySpec.values()).map(KeyTypes::name).collect(Collectors.joining(", "));
  }
}
