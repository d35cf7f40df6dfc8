package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the faults behind the first: a record's constructor ends at the first value that it does
 * not take, so what is known to be wrong is taken out, as if it had its default, and the rest is
 * read again, until no more is found.
 */
final class MoreFaults<F, T> {
  private static final int READINGS_MAX = 64;

  private final ObjectMapper mapper;
  private final Class<F> type;
  private final Function<F, T> check;
  private final Node root;

  MoreFaults(ObjectMapper mapper, Class<F> type, Function<F, T> check, Node root) {
    this.mapper = mapper;
    this.type = type;
    this.check = check;
    this.root = root;
  }

  /**
   * Adds them.
   *
   * @param known those that were found, and are among the faults already
   */
  void addTo(Faults faults, String content, List<StatedFault> known) {
    JsonNode tree;
    try {
      tree = mapper.readTree(content);
    } catch (JsonProcessingException e) {
      return; // What does not even parse is among the faults already.
    }
    List<String> seen = new ArrayList<>();
    known.forEach(fault -> seen.add(fault.key()));
    Deque<StatedFault> next = new ArrayDeque<>(known);
    for (int i = 0; i < READINGS_MAX && (i == 0 || !next.isEmpty()); i++) {
      boolean less = next.isEmpty();
      for (StatedFault fault : next) {
        less |= takenOut(tree, fault.key());
      }
      next.clear();
      if (!less) {
        return;
      }
      for (StatedFault fault : stated(tree)) {
        next.add(fault);
        if (isNews(fault, seen)) {
          fault.addTo(faults, root);
        }
        seen.add(fault.key());
      }
    }
  }

  private List<StatedFault> stated(JsonNode tree) {
    // What else does not fit was noted when the file itself was read.
    FaultCollector collector = new FaultCollector(root, Faults.of("again"));
    try {
      F value = mapper.readerFor(type).withHandler(collector).readValue(tree);
      if (value != null && collector.stated().isEmpty()) {
        T unused = check.apply(value);
      }
    } catch (ConfigurationException e) {
      return List.of(); // Of another file, which is read when this one is right.
    } catch (IllegalArgumentException e) {
      return StatedFault.read(e.getMessage()).map(List::of).orElse(List.of());
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return StatedFault.read(cause.getMessage()).map(List::of).orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return collector.stated();
  }

  /** Of a value in the file, and not held against another one that is wrong itself. */
  private boolean isNews(StatedFault fault, List<String> seen) {
    boolean inTheFile = Places.of(fault.key(), root).key().equals(fault.key());
    return inTheFile
        && seen.stream()
            .noneMatch(key -> key.equals(fault.key()) || fault.expected().contains(key));
  }

  /** Whether the key was there. */
  private static boolean takenOut(JsonNode tree, String key) {
    int last = key.lastIndexOf('.');
    Optional<JsonNode> at = Optional.of(tree);
    if (last > 0) {
      for (String step : key.substring(0, last).split("\\.", -1)) {
        at = at.map(node -> node.get(step));
      }
    }
    return at.filter(ObjectNode.class::isInstance)
        .map(node -> ((ObjectNode) node).remove(key.substring(last + 1)))
        .isPresent();
  }
}
