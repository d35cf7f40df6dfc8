package io.hallmark.gateway.identity;

/** Where the directory comes from, and that it changes. Safe for concurrent use. */
public interface DirectorySource extends AutoCloseable {
  /** The directory as it is known now; {@link Directory#empty} to begin with. */
  Directory current();

  /** Whether everything that was published has been read once. */
  boolean isComplete();

  /** Calls back after each change, on a thread of the source: do little there. */
  void onChange(Runnable listener);

  @Override
  void close();
}
