package io.hallmark.messaging.config;

import java.util.regex.Pattern;

/**
 * One validated section of a worker's configuration, as published. Immutable.
 *
 * @param section what it configures, {@code link-manager} for one
 * @param version grows with each publication
 * @param yaml its content
 */
public record ConfigSection(String section, long version, String yaml) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,126}");

  public ConfigSection {
    if (!SHAPE.matcher(section).matches()) {
      throw new IllegalArgumentException(
          "config section \"%s\" does not fit, expected a worker's kind such as link-manager"
              .formatted(section));
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "config section %s: version must be at least 1, got %d".formatted(section, version));
    }
  }
}
