package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Evidence;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** A rehearsal in FIPS mode, which lasts as long as a JVM does, so it is a program of its own. */
final class FipsProbe {
  private FipsProbe() {}

  /** The plan, and the folder for the ceremony. */
  public static void main(String[] arguments) throws Exception {
    FipsMode.enterIfAsked(FipsMode.FLAG);
    CeremonyFolder folder = new CeremonyFolder(Path.of(arguments[1]));
    Ceremony.run(
        Plan.read(Path.of(arguments[0])),
        folder,
        true,
        GivenApprovals.none(),
        new ScriptedTerminal(),
        new Offline());
    System.out.println("fault: " + Evidence.check(folder).fault());
    System.out.println("state: " + FipsMode.state());
    System.exit(0);
  }

  private static final class Offline implements Machine {
    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Set<String> interfacesUp() {
      return Set.of();
    }
  }
}
