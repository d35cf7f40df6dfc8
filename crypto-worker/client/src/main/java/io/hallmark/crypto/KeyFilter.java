package io.hallmark.crypto;

import java.util.Optional;

/**
 * Which keys are asked for. Immutable.
 *
 * @param tenant only this tenant's; empty: of all
 * @param category only of this category; empty: of all
 */
public record KeyFilter(Optional<String> tenant, Optional<KeyCategory> category) {
  /** All keys. */
  public static final KeyFilter ALL = new KeyFilter(Optional.empty(), Optional.empty());

  /** Whether a key of this name and category is asked for. */
  public boolean accepts(KeyName name, KeyCategory ofCategory) {
    return tenant.map(name.tenant()::equals).orElse(true)
        && category.map(ofCategory::equals).orElse(true);
  }
}
