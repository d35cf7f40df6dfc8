package io.hallmark.link.handshake;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/** Published vectors, from {@code shared/vectors/wycheproof} beside the checkout. */
final class Wycheproof {
  private static final String PLACE = "shared/vectors/wycheproof";

  private Wycheproof() {}

  /** One test of a file with its group. */
  record Vector(JsonNode group, JsonNode test) {
    byte[] bytes(String field) {
      return HexFormat.of().parseHex(test.get(field).asText());
    }

    byte[] groupBytes(String field) {
      return HexFormat.of().parseHex(group.get(field).asText());
    }

    boolean is(String result) {
      return test.get("result").asText().equals(result);
    }

    boolean hasFlag(String flag) {
      for (JsonNode node : test.get("flags")) {
        if (node.asText().equals(flag)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Runs every test of a file; the predicate says whether our code did what the vector wants. Names
   * all that failed at once.
   */
  static void check(String file, Predicate<Vector> asExpected) {
    StringBuilder failures = new StringBuilder();
    int count = 0;
    for (JsonNode group : read(file).get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        Vector vector = new Vector(group, test);
        count++;
        if (!asExpected.test(vector)) {
          failures.append(' ').append(test.get("tcId")).append(test.path("flags"));
        }
      }
    }
    if (count == 0 || failures.length() > 0) {
      fail("%s: of %d tests these failed:%s", file, count, failures);
    }
  }

  private static JsonNode read(String file) {
    Optional<Path> folder = folder();
    Assumptions.assumeTrue(
        folder.isPresent(), "skipped: no " + PLACE + " above the checkout; set hallmark.vectors");
    try {
      return new ObjectMapper().readTree(folder.get().resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> folder() {
    String given = System.getProperty("hallmark.vectors");
    if (given != null) {
      return Optional.of(Path.of(given, "wycheproof"));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(PLACE))) {
        return Optional.of(at.resolve(PLACE));
      }
    }
    return Optional.empty();
  }
}
