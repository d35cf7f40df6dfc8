package io.hallmark.hsm.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The path part of a PKCS#11 URI (RFC 7512), as far as it names a token. */
final class Pkcs11Uri {
  private static final String SCHEME = "pkcs11:";

  private Pkcs11Uri() {}

  static TokenSelector parse(String uri) {
    if (!uri.startsWith(SCHEME)) {
      throw new IllegalArgumentException("a PKCS#11 URI starts with " + SCHEME);
    }
    if (uri.indexOf('?') >= 0) {
      // A pin-value would put the PIN into a file that is not kept as a secret (section 7).
      throw new IllegalArgumentException(
          "a token URI without query attributes; module and pin have keys of their own");
    }
    Map<TokenSelector.Attribute, String> wanted = new EnumMap<>(TokenSelector.Attribute.class);
    for (String part : uri.substring(SCHEME.length()).split(";", -1)) {
      add(wanted, part);
    }
    return new TokenSelector(wanted);
  }

  private static void add(Map<TokenSelector.Attribute, String> wanted, String part) {
    int equals = part.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("path attributes of the form name=value");
    }
    String name = part.substring(0, equals);
    Optional<TokenSelector.Attribute> attribute =
        Arrays.stream(TokenSelector.Attribute.values())
            .filter(a -> a.uriName.equals(name))
            .findFirst();
    if (attribute.isEmpty()) {
      throw new IllegalArgumentException("token, serial, manufacturer or model, not " + name);
    }
    if (wanted.put(attribute.get(), decode(part.substring(equals + 1))) != null) {
      throw new IllegalArgumentException("attribute " + name + " once");
    }
  }

  /** Percent-decoding only: a plus sign stands for itself (section 2.3). */
  private static String decode(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("two hexadecimal digits after each %");
      }
      out.write(high << 4 | low);
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
