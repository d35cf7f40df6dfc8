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
    COMMITMENTS,
    BACKUP,
    OTHER;

    private String words() {
      return switch (this) {
        case CERTIFICATE -> "a certificate";
        case REQUEST -> "a request";
        case COMMITMENTS -> "commitments";
        case BACKUP -> "a backup of a key";
        case INPUT, OTHER -> "a file";
      };
    }
  }

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> keysOfSecond = new LinkedHashSet<>();
  private final Set<String> backupKeys = new LinkedHashSet<>();
  private final Set<String> mayLeave = new HashSet<>();
  private final Map<String, KeyId> idOf = new HashMap<>();
  private boolean secondInitialised;
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
  void addKey(MappingReader at, String label, KeyId id, boolean backup) {
    if (backupKeys.contains(label) || !keys.add(label)) {
      at.fault("key", "a label that no key before has");
    }
    addId(at, label, id);
    if (backup) {
      mayLeave.add(label);
    }
  }

  /** A backup key made by the step in {@code at}. */
  void addBackupKey(MappingReader at, String label, KeyId id) {
    if (keys.contains(label) || !backupKeys.add(label)) {
      at.fault("key", "a label that no key before has");
    }
    addId(at, label, id);
  }

  private void addId(MappingReader at, String label, KeyId id) {
    if (!ids.add(id)) {
      at.fault("id", "an id that no key before has");
    }
    idOf.put(label, id);
  }

  /** A key restored by the step in {@code at}; where it was made it must be destroyed before. */
  void addRestored(MappingReader at, Where where, String label) {
    if (!keys(where).add(label)) {
      at.fault("key", "a key that the %s token does not hold".formatted(where.written()));
    }
  }

  void useKeyToBackUp(MappingReader at, Optional<String> label) {
    useKey(at, "key", Where.FIRST, label);
    if (label.isPresent() && idOf.containsKey(label.get()) && !mayLeave.contains(label.get())) {
      at.fault("key", "a key that was made with backup: true");
    }
  }

  void useBackupKey(MappingReader at, Optional<String> label) {
    if (label.isPresent() && !backupKeys.contains(label.get())) {
      at.fault("backupKey", "a key that an earlier split-backup-key makes");
    }
  }

  /** A key, or a backup key of the first token, that is no more after the step in {@code at}. */
  void destroyKey(MappingReader at, Where where, Optional<String> label) {
    if (label.isEmpty()) {
      return;
    }
    if (where == Where.FIRST && backupKeys.remove(label.get())) {
      ids.remove(idOf.remove(label.get()));
      return;
    }
    useKey(at, "key", where, label);
    keys(where).remove(label.get());
    if (where == Where.FIRST && idOf.containsKey(label.get())) {
      ids.remove(idOf.remove(label.get()));
    }
  }

  /** The second token can be initialised once, before anything is restored onto it. */
  void initToken(MappingReader at, Where where) {
    if (where == Where.SECOND) {
      if (secondInitialised || !keysOfSecond.isEmpty()) {
        at.fault("token", "a token that no step before used");
      }
      secondInitialised = true;
    }
  }

  private Set<String> keys(Where where) {
    return where == Where.FIRST ? keys : keysOfSecond;
  }

  /** A file made by the step in {@code at}; a name that is taken is a fault. */
  void addOutput(MappingReader at, Optional<String> file, Content content) {
    if (file.isPresent() && files.putIfAbsent(file.get(), content) != null) {
      at.fault("file", "a name that no file before has");
    }
  }

  void useKey(MappingReader at, String name, Where where, Optional<String> label) {
    Set<String> there = keys(where);
    if (label.isPresent() && !there.contains(label.get())) {
      String known = there.isEmpty() ? "there is none yet" : String.join(", ", there);
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
      at.fault(name, wanted.words() + " that an earlier step makes, or one of inputs");
    }
  }
}
