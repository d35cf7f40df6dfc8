package io.hallmark.crypto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.crypto.KeyInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys as commands print them. Pure. */
final class KeyText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyText() {}

  static String pem(KeyInfo key) {
    return Pem.write("PUBLIC KEY", key.publicKey().getEncoded());
  }

  /** Lines for a person, the public key at their end; tools that read PEM skip what is before. */
  static String lines(KeyInfo key) {
    return """
        key       %s
        category  %s
        kind      %s
        tokens    %s
        %s"""
        .formatted(
            key.name(),
            key.category().id(),
            key.spec(),
            String.join(", ", key.tokens()),
            pem(key).stripTrailing());
  }

  static String header() {
    return row("KEY", "CATEGORY", "KIND", "TOKENS");
  }

  /** One line of a table. */
  static String row(KeyInfo key) {
    return row(
        key.name().toString(),
        key.category().id(),
        key.spec().name(),
        String.join(", ", key.tokens()));
  }

  /** One JSON object on one line. */
  static String json(KeyInfo key) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tenant", key.name().tenant());
    all.put("alias", key.name().alias());
    all.put("category", key.category().name());
    all.put("spec", key.spec().name());
    all.put("tokens", key.tokens());
    all.put("publicKey", pem(key));
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  private static String row(String name, String category, String spec, String tokens) {
    return "%-40s %-11s %-8s %s".formatted(name, category, spec, tokens);
  }
}
