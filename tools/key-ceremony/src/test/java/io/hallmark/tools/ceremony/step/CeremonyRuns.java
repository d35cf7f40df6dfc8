package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.time.Clock;
import java.util.Set;

/** Ceremonies that go as they should, for tests of what they leave. */
public final class CeremonyRuns {
  private CeremonyRuns() {}

  /** A ceremony that counts, offline, typed by a script. */
  public static void run(Plan plan, CeremonyFolder folder, GivenApprovals approvals)
      throws Exception {
    Ceremony.run(plan, folder, false, approvals, new ScriptedTerminal(), offline());
  }

  /** A rehearsal, typed by a script. */
  public static void rehearse(Plan plan, CeremonyFolder folder, GivenApprovals approvals)
      throws Exception {
    Ceremony.run(plan, folder, true, approvals, new ScriptedTerminal(), offline());
  }

  static Machine offline() {
    return new Machine() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public Set<String> interfacesUp() {
        return Set.of();
      }
    };
  }
}
