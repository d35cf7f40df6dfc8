package io.hallmark.hsm.file;

import io.hallmark.hsm.token.TokenInfo;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which token is meant: by serial, label, manufacturer or model, and never by slot index, since
 * indexes move. Immutable.
 */
public final class TokenSelector {
  private final Map<Attribute, String> wanted;

  /** What a token is told apart by; names as in RFC 7512 section 2.3. */
  enum Attribute {
    TOKEN("token"),
    SERIAL("serial"),
    MANUFACTURER("manufacturer"),
    MODEL("model");

    final String uriName;

    Attribute(String uriName) {
      this.uriName = uriName;
    }

    String of(TokenInfo info) {
      return switch (this) {
        case TOKEN -> info.label();
        case SERIAL -> info.serial();
        case MANUFACTURER -> info.manufacturer();
        case MODEL -> info.model();
      };
    }
  }

  TokenSelector(Map<Attribute, String> wanted) {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("a token is named by label, serial or uri");
    }
    this.wanted = new TreeMap<>(wanted);
  }

  public static TokenSelector label(String label) {
    return new TokenSelector(Map.of(Attribute.TOKEN, label));
  }

  public static TokenSelector serial(String serial) {
    return new TokenSelector(Map.of(Attribute.SERIAL, serial));
  }

  /**
   * From a {@code pkcs11:} URI (RFC 7512).
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TokenSelector uri(String uri) {
    return Pkcs11Uri.parse(uri);
  }

  public boolean matches(TokenInfo info) {
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(e.getKey().of(info)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenSelector that && wanted.equals(that.wanted);
  }

  @Override
  public int hashCode() {
    return wanted.hashCode();
  }

  /** For example {@code label "alice"}. */
  @Override
  public String toString() {
    return wanted.entrySet().stream()
        .map(
            e ->
                (e.getKey() == Attribute.TOKEN ? "label" : e.getKey().uriName)
                    + " \""
                    + e.getValue()
                    + "\"")
        .collect(Collectors.joining(", "));
  }
}
