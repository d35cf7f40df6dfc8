package io.hallmark.hsm.token;

import static java.util.Objects.requireNonNull;

/** Which private key a token is to use: one that lies in it, or one that is brought along. */
public sealed interface KeyRef {
  /** Our name for the key. */
  KeyId id();

  <R> R fold(Cases<R> cases);

  /** One answer for each case. */
  interface Cases<R> {
    R resident(KeyId id);

    R wrapped(WrappedKey key);
  }

  static KeyRef of(KeyId id) {
    return new Resident(id);
  }

  static KeyRef of(WrappedKey key) {
    return new Wrapped(key);
  }

  /** A key of the token, by its CKA_ID. */
  record Resident(KeyId id) implements KeyRef {
    public Resident {
      requireNonNull(id, "id");
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.resident(id);
    }
  }

  /** A key that the token unwraps before it is used. */
  record Wrapped(WrappedKey key) implements KeyRef {
    public Wrapped {
      requireNonNull(key, "key");
    }

    @Override
    public KeyId id() {
      return key.id();
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.wrapped(key);
    }
  }
}
