package io.hallmark.messaging.config;

import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record's own checks say of a value, taken back to its place in the file: {@code KEY must
 * be EXPECTED, got VALUE} or {@code KEY is VALUE, expected EXPECTED; REMEDY}, where KEY is the
 * whole path, as in {@code lane.runBytesMax}.
 */
record StatedFault(String key, String value, String expected, String remedy) {
  private static final String KEY = "(?<key>[A-Za-z0-9_.-]+)";
  private static final Pattern BOUND =
      Pattern.compile(KEY + " must be (?<expected>.+), got (?<value>.+)");
  private static final Pattern STATED =
      Pattern.compile(
          KEY + " is (?<value>.+?), expected (?<expected>.+?)(; (?<remedy>[^;]+))?",
          Pattern.DOTALL);

  /** Empty where the message is of another form. */
  static Optional<StatedFault> read(String message) {
    Matcher bound = BOUND.matcher(String.valueOf(message));
    if (bound.matches()) {
      return Optional.of(
          new StatedFault(bound.group("key"), bound.group("value"), bound.group("expected"), ""));
    }
    Matcher stated = STATED.matcher(String.valueOf(message));
    return stated.matches()
        ? Optional.of(
            new StatedFault(
                stated.group("key"),
                stated.group("value"),
                stated.group("expected"),
                stated.group("remedy") == null ? "" : stated.group("remedy")))
        : Optional.empty();
  }

  /** At the value, or at the mapping where it would stand. */
  void addTo(Faults faults, Node root) {
    Places.Place place = Places.of(key, root);
    faults.add(place.node(), key, value, expected, remedy);
  }
}
