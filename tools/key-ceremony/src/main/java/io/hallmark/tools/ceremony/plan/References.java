package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.settings.MappingReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What keys and files exist at a point of a plan, so that each step can be held against what comes
 * before it. Confined to one thread.
 */
final class References {
  /** What a file holds, as far as later steps care. */
  enum Content {
    INPUT,
    CERTIFICATE,
    REQUEST,
    OTHER
  }

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<KeyId> ids = new HashSet<>();
  private final Map<String, Content> files = new HashMap<>();

  /** A key that the token holds before. */
  boolean addExisting(String label) {
    return keys.add(label);
  }

  boolean addInput(String file) {
    return files.putIfAbsent(file, Content.INPUT) == null;
  }

  /** A key made by the step in {@code at}; a label or id that is taken is a fault. */
  void addKey(MappingReader at, String label, KeyId id) {
    if (!keys.add(label)) {
      at.fault("key", "a label that no key before has");
    }
    if (!ids.add(id)) {
      at.fault("id", "an id that no key before has");
    }
  }

  /** A file made by the step in {@code at}; a name that is taken is a fault. */
  void addOutput(MappingReader at, Optional<String> file, Content content) {
    if (file.isPresent() && files.putIfAbsent(file.get(), content) != null) {
      at.fault("file", "a name that no file before has");
    }
  }

  void useKey(MappingReader at, String name, Optional<String> label) {
    if (label.isPresent() && !keys.contains(label.get())) {
      String known = keys.isEmpty() ? "there is none yet" : String.join(", ", keys);
      at.fault(name, "a key that exists by then: " + known);
    }
  }

  /** A file read by the step in {@code at}: an input, or made before with this content. */
  void useFile(MappingReader at, String name, Optional<String> file, Content wanted) {
    if (file.isEmpty()) {
      return;
    }
    Content found = files.get(file.get());
    if (found != wanted && found != Content.INPUT) {
      String what = wanted == Content.REQUEST ? "a request" : "a certificate";
      at.fault(name, what + " that an earlier step makes, or one of inputs");
    }
  }
}
