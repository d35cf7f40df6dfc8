package io.hallmark.crypto;

import java.util.Objects;
import java.util.Optional;

/**
 * Which keys are asked for. Immutable.
 *
 * @param tenant only this tenant's; empty: of all
 * @param category only of this category; empty: of all
 * @param state only in this state; empty: in any
 * @param spec only of this kind; empty: of all
 * @param aliasPrefix only keys whose alias begins so; may be empty
 */
public record KeyFilter(
    Optional<String> tenant,
    Optional<KeyCategory> category,
    Optional<KeyState> state,
    Optional<KeySpec> spec,
    String aliasPrefix) {
  /** All keys. */
  public static final KeyFilter ALL =
      new KeyFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

  public KeyFilter {
    Objects.requireNonNull(aliasPrefix, "aliasPrefix");
  }

  /** By tenant and category. */
  public static KeyFilter of(Optional<String> tenant, Optional<KeyCategory> category) {
    return new KeyFilter(tenant, category, Optional.empty(), Optional.empty(), "");
  }
}
