package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.keys.KeyRegistry.Page;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

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
  CryptoResult<KeyReply> page(ListKeys command, Instant deadline) {
    KeyPageRequest request =
        new KeyPageRequest(
            // A caller of a later version may know of a larger bound; it gets ours.
            Math.min(command.getLimit(), KeyPageRequest.LIMIT_MAX),
            Optional.ofNullable(command.getAfter()).map(KeyName::parse));
    Page page = registry.page(filter(command), request);
    return new CryptoResult.Done<>(
        KeyReply.newBuilder()
            .setKeys(page.keys().stream().map(KeyRecords::toReply).toList())
            .setMore(page.next().isPresent())
            .setAfter(page.next().map(KeyName::toString).orElse(null))
            .build());
  }

  private static KeyFilter filter(ListKeys command) {
    return new KeyFilter(
        Optional.ofNullable(command.getTenant()),
        known("key category", command.getCategory(), CryptoWire::category),
        known("key state", command.getState(), CryptoWire::state),
        known("key spec", command.getSpec(), CryptoWire::spec),
        command.getAliasPrefix());
  }

  private static <W, T> Optional<T> known(String what, W wire, Function<W, Optional<T>> read) {
    if (wire == null) {
      return Optional.empty();
    }
    Optional<T> value = read.apply(wire);
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the %s is unknown to this worker".formatted(what));
    }
    return value;
  }
}
