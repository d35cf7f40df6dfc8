package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.hallmark.settings.Node;

/**
 * Finds in a file's nodes what Jackson speaks of. Jackson's own places are those of its parser,
 * which is ahead of the value it complains of.
 */
final class Places {
  private Places() {}

  /**
   * A value, or the nearest one above it that is there.
   *
   * @param key its path, as in {@code lanes[1].depth}
   */
  record Place(Node node, String key) {}

  static Place of(JsonMappingException e, Node root) {
    Place place = new Place(root, "");
    for (JsonMappingException.Reference step : e.getPath()) {
      String name = step.getFieldName();
      place = below(place, name == null ? String.valueOf(step.getIndex()) : name);
    }
    return place;
  }

  static Place of(JsonPointer pointer, Node root) {
    Place place = new Place(root, "");
    for (JsonPointer at = pointer; at != null && !at.matches(); at = at.tail()) {
      place = below(place, at.getMatchingProperty());
    }
    return place;
  }

  /** By a path of names, as in {@code lane.depth}. */
  static Place of(String path, Node root) {
    Place place = new Place(root, "");
    for (String step : path.split("\\.", -1)) {
      if (!(place.node() instanceof Node.Mapping mapping) || !mapping.members().containsKey(step)) {
        break;
      }
      place = below(place, step);
    }
    return place;
  }

  /** Where a key itself stands. */
  static Node key(JsonPointer pointer, Node root) {
    Place above = of(pointer.head(), root);
    String name = pointer.last().getMatchingProperty();
    if (above.node() instanceof Node.Mapping mapping && mapping.members().containsKey(name)) {
      Node.Member member = mapping.members().get(name);
      return new Node.Scalar(member.line(), member.column(), Node.Kind.TEXT, name);
    }
    return above.node();
  }

  private static Place below(Place place, String step) {
    if (place.node() instanceof Node.Sequence sequence) {
      int index = Integer.parseInt(step);
      Node item = index < sequence.items().size() ? sequence.items().get(index) : sequence;
      return new Place(item, place.key() + "[" + step + "]");
    }
    String key = place.key().isEmpty() ? step : place.key() + "." + step;
    if (place.node() instanceof Node.Mapping mapping && mapping.members().containsKey(step)) {
      return new Place(mapping.members().get(step).value(), key);
    }
    return new Place(place.node(), key);
  }
}
