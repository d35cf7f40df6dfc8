package io.hallmark.messaging.schema;

import java.util.Optional;
import org.apache.avro.Schema;

/** Finds the schema that a record was written with. Safe for concurrent use. */
@FunctionalInterface
public interface WriterSchemas {
  /** Knows none; enough where writer and reader are of one version. */
  WriterSchemas NONE = fingerprint -> Optional.empty();

  /**
   * The schema with this fingerprint, where it is known.
   *
   * @param fingerprint CRC-64-AVRO of the schema's canonical form
   */
  Optional<Schema> find(long fingerprint);

  /** Whether all that there is has been read; until then an empty answer says little. */
  default boolean isComplete() {
    return true;
  }
}
