package io.hallmark.messaging.view;

/** Makes a value of a record. */
@FunctionalInterface
public interface ViewDecoder<V> {
  /**
   * The value, never null.
   *
   * @throws RuntimeException when there is none in these bytes; its message goes to the log
   */
  V decode(String key, byte[] value);
}
