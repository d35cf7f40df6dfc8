package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.KeyStorage;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a million keys cost. */
class MillionKeysTest {
  private static final int KEYS = 1_000_000;
  private static final int HEAP_BYTES_PER_KEY_MAX = 64;

  @Test
  void registry_ofAMillionWrappedKeys_takesLittleHeapAndFindsAndListsThem() throws Exception {
    BulkKeys bulk = new BulkKeys();
    long before = HeapUse.bytes();
    StoredKeys keys = new StoredKeys(Codec.of(KeyRecord.class));
    for (int number = 0; number < KEYS; number++) {
      keys.put(BulkKeys.name(number), bulk.record(number));
    }

    long perKey = (HeapUse.bytes() - before) / KEYS;

    System.out.printf("a key takes %d bytes of heap%n", perKey);
    assertThat(perKey).isLessThan(HEAP_BYTES_PER_KEY_MAX);
    assertThat(keys.size()).isEqualTo(KEYS);
    assertThat(keys.agenda().wrapped("bulk")).containsEntry(1, (long) KEYS);
    KeyName some = KeyName.parse(BulkKeys.name(123_456));
    assertThat(keys.find(some).orElseThrow().info().storage()).isEqualTo(KeyStorage.WRAPPED);
    assertThat(page(keys, KeyFilter.ALL, Optional.of(some)).keys())
        .hasSize(500)
        .isSortedAccordingTo((a, b) -> a.info().name().compareTo(b.info().name()));
    assertThat(page(keys, disabled(), Optional.empty()).keys()).isEmpty();
    assertThat(page(keys, disabled(), Optional.empty()).next()).isPresent();
  }

  private static KeyRegistry.Page page(StoredKeys keys, KeyFilter filter, Optional<KeyName> after) {
    return keys.page(filter, new KeyPageRequest(KeyPageRequest.LIMIT_MAX, after));
  }

  private static KeyFilter disabled() {
    return new KeyFilter(
        Optional.of("bulk"),
        Optional.of(KeyCategory.APPLICATION),
        Optional.of(KeyState.DISABLED),
        Optional.empty(),
        "key-");
  }
}
