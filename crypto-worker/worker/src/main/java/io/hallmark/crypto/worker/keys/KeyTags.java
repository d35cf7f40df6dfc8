package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyState;

/**
 * What listings ask of a key, in a long beside its record, so that a million need not be decoded to
 * find ten: category, state and spec in a byte each, in the upper half the generation of the
 * wrapping key, 0 for a resident key. They do not leave this process.
 */
final class KeyTags {
  private static final int STATE_SHIFT = 8;
  private static final int SPEC_SHIFT = 16;
  private static final int GENERATION_SHIFT = 32;
  private static final long BYTE = 0xFF;

  /** Tags that fit a filter: those that are {@code value} where {@code mask} is. */
  record Mask(long mask, long value) {
    boolean fits(long tag) {
      return (tag & mask) == value;
    }
  }

  private KeyTags() {}

  static long of(KeyRecord key) {
    long generation = key.getWrapped() == null ? 0 : key.getWrapped().getGeneration();
    return of(key.getCategory(), key.getState(), key.getSpec()) | generation << GENERATION_SHIFT;
  }

  static int generation(long tag) {
    return (int) (tag >>> GENERATION_SHIFT);
  }

  static Mask mask(KeyFilter filter) {
    long mask =
        (filter.category().isPresent() ? BYTE : 0)
            | (filter.state().isPresent() ? BYTE << STATE_SHIFT : 0)
            | (filter.spec().isPresent() ? BYTE << SPEC_SHIFT : 0);
    long value =
        of(
            filter.category().map(CryptoWire::wire).orElse(WireKeyCategory.UNKNOWN),
            filter.state().map(CryptoWire::wire).orElse(WireKeyState.UNKNOWN),
            filter.spec().map(CryptoWire::wire).orElse(WireKeySpec.UNKNOWN));
    return new Mask(mask, value & mask);
  }

  // The tag never leaves this process, so an order that changes with a version changes nothing.
  @SuppressWarnings("EnumOrdinal")
  private static long of(WireKeyCategory category, WireKeyState state, WireKeySpec spec) {
    return category.ordinal()
        | (long) state.ordinal() << STATE_SHIFT
        | (long) spec.ordinal() << SPEC_SHIFT;
  }
}
