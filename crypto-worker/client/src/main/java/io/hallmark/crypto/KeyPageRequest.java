package io.hallmark.crypto;

import java.util.Optional;

/**
 * Which part of a listing is asked for. Immutable.
 *
 * @param limit keys at most, 1 to {@value #LIMIT_MAX}; a worker may answer with fewer
 * @param after only keys whose names come after this one; empty: from the first
 */
public record KeyPageRequest(int limit, Optional<KeyName> after) {
  /** So many RSA-4096 keys, with the longest names, fit into one record of the bus. */
  public static final int LIMIT_MAX = 500;

  public KeyPageRequest {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException(
          "page limit must be 1 to %d, got %d".formatted(LIMIT_MAX, limit));
    }
  }

  /** The first page, as large as can be. */
  public static KeyPageRequest first() {
    return new KeyPageRequest(LIMIT_MAX, Optional.empty());
  }

  /** A page as large, after {@code last}. */
  public KeyPageRequest after(KeyName last) {
    return new KeyPageRequest(limit, Optional.of(last));
  }
}
