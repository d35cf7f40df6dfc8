package io.hallmark.tools.cluster;

import io.hallmark.tools.simulator.Progress;
import io.hallmark.tools.simulator.Reconciliation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Two clusters, made from nothing, that send messages to each other. */
final class Demo {
  private static final List<ClusterName> NAMES =
      List.of(new ClusterName("alice"), new ClusterName("bob"));

  private final DemoOptions options;
  private final PrintWriter talk;

  Demo(DemoOptions options, PrintWriter talk) {
    this.options = options;
    this.talk = talk;
  }

  /** Leaves no process behind, whatever happens; the folder stays unless it was all clean. */
  DemoReport run() throws InterruptedException {
    try (DemoFolder folder = DemoFolder.open(options.dir(), talk);
        Teardown teardown =
            Teardown.of(folder.layout(), launcher(folder.layout()), folder::abandon)) {
      Manifest manifest =
          new Bringup(
                  folder.layout(),
                  new UpOptions(NAMES, 1, Optional.empty()),
                  teardown.launcher(),
                  this::say)
              .run();
      DemoReport report = DemoFigures.of(manifest, exchange(manifest));
      if (report.isClean()) {
        folder.discard();
      }
      return report;
    }
  }

  private Launcher launcher(Layout layout) {
    return options.processes() ? new ProcessLauncher() : new JvmLauncher(layout);
  }

  private List<Reconciliation> exchange(Manifest manifest) throws InterruptedException {
    say("sending %,d messages of %,d bytes each way".formatted(options.messages(), options.size()));
    long run = System.currentTimeMillis();
    List<Leg> legs =
        List.of(
            Leg.of(manifest, "alice", "bob", run, options.messages(), options.size(), 0),
            Leg.of(manifest, "bob", "alice", run + 1, options.messages(), options.size(), 0));
    try (Progress progress = Progress.on(talk, "delivered", 2 * options.messages())) {
      return new Traffic(legs, progress).run();
    }
  }

  private void say(String line) {
    talk.println("demo: " + line);
    talk.flush();
  }
}
