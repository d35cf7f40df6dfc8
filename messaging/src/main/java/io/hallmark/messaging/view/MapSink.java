package io.hallmark.messaging.view;

import java.util.concurrent.ConcurrentMap;

/** Decoded values in a map. */
record MapSink<V>(ConcurrentMap<String, V> values, ViewDecoder<V> decoder) implements TopicSink {
  @Override
  public void put(String key, byte[] value) {
    values.put(key, decoder.decode(key, value));
  }

  @Override
  public void remove(String key) {
    values.remove(key);
  }

  @Override
  public int size() {
    return values.size();
  }
}
