package io.hallmark.tools.cluster;

import java.nio.file.Files;

/**
 * Stops whatever was started in a folder, when closed and also when this JVM is told to end
 * (Ctrl-C, SIGTERM).
 */
final class Teardown implements AutoCloseable {
  private final Layout layout;
  private final Launcher launcher;
  private final Thread hook;
  private boolean done;

  private Teardown(Layout layout, Launcher launcher, Runnable afterwards) {
    this.layout = layout;
    this.launcher = launcher;
    this.hook = new Thread(() -> stopAnd(afterwards), "cluster-teardown");
  }

  /**
   * @param afterwards done when this JVM was told to end and all is stopped
   */
  static Teardown of(Layout layout, Launcher launcher, Runnable afterwards) {
    Teardown teardown = new Teardown(layout, launcher, afterwards);
    Runtime.getRuntime().addShutdownHook(teardown.hook);
    return teardown;
  }

  Launcher launcher() {
    return launcher;
  }

  /** What runs stays when this is closed: it is wanted. */
  synchronized void keep() {
    done = true;
  }

  private synchronized void stopAnd(Runnable afterwards) {
    boolean interrupted = !done;
    stop();
    if (interrupted) {
      afterwards.run();
    }
  }

  private synchronized void stop() {
    if (done) {
      return;
    }
    done = true;
    if (launcher instanceof JvmLauncher) {
      launcher.close();
    } else if (Files.exists(layout.manifest())) {
      Clusters.stopAll(Manifest.load(layout));
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already: the hook has run or is about to find that all is done.
      assert done;
    }
  }
}
