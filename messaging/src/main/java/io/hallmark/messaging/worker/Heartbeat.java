package io.hallmark.messaging.worker;

/**
 * How a thread shows that it is not stuck. Used by that thread alone.
 *
 * <p>A thread beats at each turn of its loop, and rests while it waits for something that may take
 * any time.
 */
public interface Heartbeat extends AutoCloseable {
  /** Watched by nobody. */
  Heartbeat NONE =
      new Heartbeat() {
        @Override
        public void beat() {}

        @Override
        public void rest() {}

        @Override
        public void close() {}
      };

  /** It is alive, and beats again within the watchdog's limit or rests. */
  void beat();

  /** It waits; nothing is expected of it until it beats again. */
  void rest();

  /** It has ended as it should. */
  @Override
  void close();
}
