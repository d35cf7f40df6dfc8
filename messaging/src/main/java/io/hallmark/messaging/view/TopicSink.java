package io.hallmark.messaging.view;

/** Keeps what a follower reads. Called by the follower's thread only. */
public interface TopicSink {
  /**
   * The newest value of a key.
   *
   * @throws RuntimeException where the record is malformed; its message goes to the log
   */
  void put(String key, byte[] value);

  /** The key is gone. */
  void remove(String key);

  /** Keys that are held; from any thread. */
  int size();
}
