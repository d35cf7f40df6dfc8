package io.hallmark.tools.ceremony.pty;

import io.hallmark.tools.ceremony.CeremonyProgram;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.step.CeremonyRuns;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Touches what a ceremony touches, so that the JVM archives it. */
final class Training {
  private Training() {}

  /** A folder to be made. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Path plan = directory.resolve("plan.yaml");
    Files.writeString(plan, PtyCeremonyTest.EACH);
    int code = CeremonyProgram.run("lint", plan.toString());
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("ceremony"));
    CeremonyRuns.rehearse(Plan.read(plan), folder, GivenApprovals.none());
    System.exit(code);
  }
}
