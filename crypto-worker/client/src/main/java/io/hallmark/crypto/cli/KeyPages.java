package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPage;
import io.hallmark.crypto.KeyPageRequest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Goes through a listing page by page, so that a registry of any size is never held whole. */
final class KeyPages {
  private KeyPages() {}

  /**
   * Gives every page to {@code sink}, in order.
   *
   * @param ask fetches one
   * @throws CommandFailedException where a worker's pages do not come to an end
   */
  static void all(
      KeyPageRequest first, Function<KeyPageRequest, KeyPage> ask, Consumer<KeyPage> sink) {
    Optional<KeyPageRequest> request = Optional.of(first);
    while (request.isPresent()) {
      KeyPageRequest asked = request.get();
      KeyPage page = ask.apply(asked);
      sink.accept(page);
      request = page.next().map(last -> next(asked, last));
    }
  }

  private static KeyPageRequest next(KeyPageRequest asked, KeyName last) {
    if (asked.after().isPresent() && last.compareTo(asked.after().get()) <= 0) {
      throw CommandFailedException.failed(
          "listing keys: the page after %s ends with %s, expected one that goes on; ask again"
              .formatted(asked.after().get(), last));
    }
    return asked.after(last);
  }
}
