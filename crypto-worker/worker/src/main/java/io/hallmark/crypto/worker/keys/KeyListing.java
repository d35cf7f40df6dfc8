package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Answers {@code ListKeys} from the registry as it is now. */
final class KeyListing {
  private final KeyRegistry registry;

  KeyListing(KeyRegistry registry) {
    this.registry = registry;
  }

  /**
   * The page that {@code command} asks for.
   *
   * @throws IllegalArgumentException where the command can't be right
   */
  KeyReply page(ListKeys command) {
    KeyFilter filter = new KeyFilter(Optional.ofNullable(command.getTenant()), category(command));
    KeyPageRequest page =
        new KeyPageRequest(
            // A caller of a later version may know of a larger bound; it gets ours.
            Math.min(command.getLimit(), KeyPageRequest.LIMIT_MAX),
            Optional.ofNullable(command.getAfter()).map(KeyName::parse));
    List<RegisteredKey> found = find(filter, page);
    boolean more = found.size() > page.limit();
    return KeyReply.newBuilder()
        .setKeys(found.stream().limit(page.limit()).map(KeyRecords::toWire).toList())
        .setMore(more)
        .build();
  }

  /** One more than the page holds, where there is one. */
  private List<RegisteredKey> find(KeyFilter filter, KeyPageRequest page) {
    return registry
        .all()
        .filter(key -> filter.accepts(key.info().name(), key.info().category()))
        .filter(key -> page.after().map(last -> isAfter(key.info(), last)).orElse(true))
        .sorted(Comparator.comparing(key -> key.info().name()))
        .limit(page.limit() + 1L)
        .toList();
  }

  private static boolean isAfter(KeyInfo key, KeyName last) {
    return key.name().compareTo(last) > 0;
  }

  private static Optional<KeyCategory> category(ListKeys command) {
    if (command.getCategory() == null) {
      return Optional.empty();
    }
    Optional<KeyCategory> known = CryptoWire.category(command.getCategory());
    if (known.isEmpty()) {
      throw new IllegalArgumentException("the key category is unknown to this worker");
    }
    return known;
  }
}
