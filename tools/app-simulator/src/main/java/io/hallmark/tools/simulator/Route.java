package io.hallmark.tools.simulator;

/**
 * Between whom messages travel.
 *
 * @param group membership group
 * @param source identity that sends, a distinguished name
 * @param destination identity that receives
 */
public record Route(String group, String source, String destination) {
  public Route {
    requireText("group", group);
    requireText("source", source);
    requireText("destination", destination);
  }

  private static void requireText(String what, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " is empty, expected a name; give one");
    }
  }
}
