package io.hallmark.crypto;

import java.util.List;
import java.util.Optional;

/**
 * Some of the keys of a registry, in the order of their names. Immutable.
 *
 * @param keys those that this version understands
 * @param unreadable names of those of a kind that it does not; a newer program made them
 * @param next after which key the next page begins; empty where this is the last
 */
public record KeyPage(List<KeyInfo> keys, List<KeyName> unreadable, Optional<KeyName> next) {
  public KeyPage {
    keys = List.copyOf(keys);
    unreadable = List.copyOf(unreadable);
  }
}
