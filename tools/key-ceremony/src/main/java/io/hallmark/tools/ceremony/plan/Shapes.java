package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** How single values of a plan are written; each throws IllegalArgumentException on others. */
final class Shapes {
  static final String LABEL = "lower-case letters, digits and hyphens, 1 to 32";
  static final String FILE = "a plain file name of letters, digits, dots, hyphens and underscores";
  static final String SUBJECT = "a distinguished name as in RFC 4514, such as CN=Root,O=Example";
  static final String TIME = "a date (2026-12-31) or a time in UTC (2026-12-31T23:59:59Z)";
  static final String ID = "1 to 64 bytes as hex";
  static final String SHA256 = "64 lower-case hex digits";

  /** Marks what a rehearsal makes, so no plan may use it. */
  static final String RESERVED_PREFIX = "REHEARSAL";

  private static final Pattern LABEL_SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern FILE_SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256_SHAPE = Pattern.compile("[0-9a-f]{64}");
  private static final int DERIVED_ID_BYTES = 20;

  private Shapes() {}

  static String label(String text) {
    return matching(LABEL_SHAPE, text);
  }

  static boolean isLabel(String text) {
    return LABEL_SHAPE.matcher(text).matches();
  }

  static String file(String text) {
    if (text.startsWith(RESERVED_PREFIX)) {
      throw new IllegalArgumentException("reserved for rehearsals");
    }
    return matching(FILE_SHAPE, text);
  }

  static String sha256(String text) {
    return matching(SHA256_SHAPE, text);
  }

  static int number(String text, int min, int max) {
    int number = Integer.parseInt(text);
    if (number < min || number > max) {
      throw new IllegalArgumentException(number + " is not " + min + " to " + max);
    }
    return number;
  }

  static X500Principal subject(String text) {
    X500Principal subject = new X500Principal(text);
    if (subject.getName().isEmpty() || text.contains(RESERVED_PREFIX)) {
      throw new IllegalArgumentException("empty, or marked as a rehearsal's");
    }
    return subject;
  }

  static Instant time(String text) {
    try {
      Instant time =
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(text);
      if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
        throw new IllegalArgumentException("certificates know no fractions of a second");
      }
      return time;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static KeyId id(String hex) {
    return KeyId.of(HexFormat.of().parseHex(hex));
  }

  /** The CKA_ID of a key whose plan gives none: the first 20 bytes of its label's SHA-256. */
  static KeyId derivedId(String label) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(label.getBytes(StandardCharsets.UTF_8));
      return KeyId.of(Arrays.copyOf(hash, DERIVED_ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  static String oneOf(Set<String> allowed, String text) {
    if (!allowed.contains(text)) {
      throw new IllegalArgumentException(text + " is not one of " + allowed);
    }
    return text;
  }

  private static String matching(Pattern shape, String text) {
    if (!shape.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" does not match " + shape);
    }
    return text;
  }
}
