package io.hallmark.hsm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The text of a new HSM file, with a word about every key. */
final class HsmFileText {
  private HsmFileText() {}

  static String of(
      Vendor vendor, Path module, String label, Path pinFile, Map<String, String> environment) {
    StringBuilder text = new StringBuilder();
    text.append(
        resource("head.txt")
            .replace("@NAME@", vendor.name().toLowerCase(Locale.ROOT))
            .replace("@MODULE@", quoted(module.toString()))
            .replace("@LABEL@", quoted(label)));
    text.append(
        resource("pin.txt")
            .replace("@PIN_NOTE@", vendor.pinNote())
            .replace("@PIN_FILE@", "\"" + quoted(pinFile.toString()) + "\""));
    if (!environment.isEmpty()) {
      text.append("    # Set for the module before it is loaded.\n    environment:\n");
      environment.forEach(
          (name, value) ->
              text.append("      ")
                  .append(name)
                  .append(": \"")
                  .append(quoted(value))
                  .append("\"\n"));
    }
    return text.append(resource("tail.txt")).toString();
  }

  /** Inside of double quotes in YAML. */
  private static String quoted(String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a label or path has control characters, expected printable text; give another");
    }
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  static String resource(String name) {
    try (InputStream in = HsmFileText.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
