package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import java.util.Optional;

/**
 * Which stretch of the names in order a listing has to look at. Immutable.
 *
 * @param from where it begins
 * @param exclusive whether {@code from} itself is left out
 * @param prefix with what all names of the stretch begin; may be empty
 */
record KeyRange(String from, boolean exclusive, String prefix) {
  static KeyRange of(KeyFilter filter, Optional<KeyName> after) {
    String prefix = filter.tenant().map(tenant -> tenant + "/" + filter.aliasPrefix()).orElse("");
    // A name after which to go on is of the stretch, or before it.
    boolean within = after.isPresent() && after.get().toString().startsWith(prefix);
    if (within) {
      return new KeyRange(after.get().toString(), true, prefix);
    }
    // No name begins with the last character of all.
    boolean past = after.isPresent() && isPast(after.get(), filter);
    return past
        ? new KeyRange(after.get().toString(), true, "\uFFFF")
        : new KeyRange(prefix, false, prefix);
  }

  private static boolean isPast(KeyName name, KeyFilter filter) {
    String tenant = filter.tenant().orElseThrow();
    return name.tenant().compareTo(tenant) > 0
        || (name.tenant().equals(tenant) && name.alias().compareTo(filter.aliasPrefix()) > 0);
  }
}
