package io.hallmark.crypto;

import java.util.Objects;

/**
 * A key that is to be made. Immutable.
 *
 * @param purpose {@link KeyPurpose#AGREE} goes with category {@link KeyCategory#APPLICATION} only
 */
public record NewKey(
    KeyName name, KeyCategory category, KeySpec spec, KeyPurpose purpose, KeyStorage storage) {
  public NewKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(storage, "storage");
    if (purpose == KeyPurpose.AGREE && category != KeyCategory.APPLICATION) {
      throw new IllegalArgumentException(
          "a key to agree with is of category APPLICATION, got " + category);
    }
  }

  /** A resident key for signatures. */
  public static NewKey resident(KeyName name, KeyCategory category, KeySpec spec) {
    return new NewKey(name, category, spec, KeyPurpose.SIGN, KeyStorage.RESIDENT);
  }

  /** The same, but wrapped. */
  public NewKey wrapped() {
    return new NewKey(name, category, spec, purpose, KeyStorage.WRAPPED);
  }
}
