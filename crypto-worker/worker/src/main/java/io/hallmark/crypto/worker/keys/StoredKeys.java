package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.registry.FoundRecord;
import io.hallmark.crypto.worker.registry.NamedRecords;
import io.hallmark.crypto.worker.registry.NamedRecords.Listed;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.view.TopicSink;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a registry as the encoded records they came as, decoded when they are used; those
 * used last are kept decoded, {@value #DECODED_MAX} at most. Safe for concurrent use; written by
 * one thread.
 */
final class StoredKeys implements TopicSink {
  /** A decoded key takes about two kilobytes. A power of two. */
  static final int DECODED_MAX = 4096;

  /** Names looked at before a page is answered as it is; the next one goes on from there. */
  static final int SCAN_MAX = 100_000;

  /** Names looked at while the registry's writer waits. */
  private static final int LIST_MAX = 1000;

  /** A page has to fit into one record of the bus. */
  private static final int PAGE_BYTES_MAX = 600 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(StoredKeys.class);

  private record Decoded(long stamp, RegisteredKey key) {}

  private final NamedRecords records = new NamedRecords();
  private final AtomicReferenceArray<Decoded> decoded = new AtomicReferenceArray<>(DECODED_MAX);
  private final KeyAgenda agenda = new KeyAgenda();
  private final Codec<KeyRecord> codec;

  StoredKeys(Codec<KeyRecord> codec) {
    this.codec = codec;
  }

  @Override
  public void put(String key, byte[] value) {
    KeyRecord record = codec.decode(value);
    KeyName name = new KeyName(record.getTenant(), record.getAlias());
    if (!name.toString().equals(key)) {
      throw new IllegalArgumentException("key \"%s\" has the record of %s".formatted(key, name));
    }
    Optional<FoundRecord> before = records.get(key);
    if (before.isPresent() && isOutrun(record, codec.decode(before.get().value()))) {
      LOG.info("key {}: revision {} came second", name, record.getRevision());
      return;
    }
    records.put(key, KeyTags.of(record), value);
    before.ifPresent(found -> agenda.went(name, KeyTags.generation(found.tag())));
    agenda.came(name, record);
  }

  @Override
  public void remove(String key) {
    Optional<FoundRecord> before = records.get(key);
    if (before.isPresent() && records.remove(key)) {
      KeyName name = KeyName.parse(key);
      agenda.went(name, KeyTags.generation(before.get().tag()));
    }
  }

  @Override
  public int size() {
    return records.size();
  }

  /** What is still to be done about them. */
  KeyAgenda agenda() {
    return agenda;
  }

  Optional<RegisteredKey> find(KeyName name) {
    String text = name.toString();
    int slot = name.hashCode() & (DECODED_MAX - 1);
    Decoded kept = decoded.get(slot);
    if (kept != null
        && kept.key().info().name().equals(name)
        && kept.stamp() == records.stamp(text)) {
      return Optional.of(kept.key());
    }
    Optional<FoundRecord> found = records.get(text);
    Optional<RegisteredKey> key = found.flatMap(f -> decode(name, f));
    key.ifPresent(k -> decoded.set(slot, new Decoded(found.get().stamp(), k)));
    return key;
  }

  KeyRegistry.Page page(KeyFilter filter, KeyPageRequest request) {
    KeyRange range = KeyRange.of(filter, request.after());
    Scan scan = new Scan(filter, request.limit(), range.prefix());
    List<Listed> names = records.list(range.from(), range.exclusive(), LIST_MAX);
    while (!names.isEmpty() && scan.takes(names)) {
      names = records.list(names.get(names.size() - 1).name(), true, LIST_MAX);
    }
    return new KeyRegistry.Page(
        scan.keys, scan.ended ? Optional.empty() : Optional.ofNullable(scan.last));
  }

  /** Names of a tenant's keys that are wrapped by an older generation, in order. */
  List<KeyName> wrappedBefore(String tenant, int generation, Optional<KeyName> after, int limit) {
    List<KeyName> found = new ArrayList<>();
    String prefix = tenant + "/";
    List<Listed> names =
        records.list(after.map(KeyName::toString).orElse(prefix), after.isPresent(), LIST_MAX);
    while (!names.isEmpty()) {
      for (Listed listed : names) {
        String name = listed.name();
        int by = KeyTags.generation(listed.tag());
        if (!name.startsWith(prefix) || found.size() == limit) {
          return found;
        }
        if (by > 0 && by < generation) {
          found.add(KeyName.parse(name));
        }
      }
      names = records.list(names.get(names.size() - 1).name(), true, LIST_MAX);
    }
    return found;
  }

  /** Of records with one revision the first holds; those without one are of an older version. */
  private static boolean isOutrun(KeyRecord record, KeyRecord before) {
    return record.getRevision() != 0 && record.getRevision() <= before.getRevision();
  }

  private Optional<RegisteredKey> decode(KeyName name, FoundRecord found) {
    try {
      return Optional.of(KeyRecords.toKey(codec.decode(found.value())));
    } catch (RuntimeException e) {
      LOG.warn("key {} cannot be used: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** A page as it grows. */
  private final class Scan {
    private final KeyTags.Mask mask;
    private final String aliasPrefix;
    private final int limit;
    private final String prefix;
    private final List<RegisteredKey> keys = new ArrayList<>();
    private KeyName last;
    private boolean ended = true;
    private int scanned;
    private int bytes;

    Scan(KeyFilter filter, int limit, String prefix) {
      this.mask = KeyTags.mask(filter);
      this.aliasPrefix = filter.aliasPrefix();
      this.limit = limit;
      this.prefix = prefix;
    }

    /** Whether it wants more. */
    boolean takes(List<Listed> names) {
      for (Listed listed : names) {
        String text = listed.name();
        if (!text.startsWith(prefix)) {
          return false;
        }
        boolean fits =
            mask.fits(listed.tag()) && text.startsWith(aliasPrefix, text.indexOf('/') + 1);
        if (scanned == SCAN_MAX || (fits && (keys.size() == limit || bytes > PAGE_BYTES_MAX))) {
          ended = false;
          return false;
        }
        scanned++;
        last = KeyName.parse(text);
        if (fits) {
          take(listed);
        }
      }
      return true;
    }

    private void take(Listed listed) {
      records
          .get(listed.name())
          .ifPresent(
              found -> {
                bytes += found.value().length;
                decode(last, found).ifPresent(keys::add);
              });
    }
  }
}
