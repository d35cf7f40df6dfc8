package io.hallmark.gateway;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.DirectorySource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A directory that a test sets. */
final class FixedDirectory implements DirectorySource {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Directory directory;

  FixedDirectory(Directory directory) {
    this.directory = directory;
  }

  void set(Directory now) {
    directory = now;
    listeners.forEach(Runnable::run);
  }

  @Override
  public Directory current() {
    return directory;
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
