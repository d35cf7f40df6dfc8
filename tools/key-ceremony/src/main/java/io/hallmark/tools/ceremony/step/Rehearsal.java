package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.BlankToken;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.TokenDemands;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The throw-away token that a rehearsal runs on. */
final class Rehearsal {
  private Rehearsal() {}

  /** A throw-away token has none of the keys that a plan may count on. */
  static void checkPossible(Plan plan) throws StoppedException {
    if (!plan.existingKeys().isEmpty()) {
      throw StoppedException.refused(
          Problem.of(
                  "the plan uses keys that exist already (%s), which no throw-away token has"
                      .formatted(String.join(", ", plan.existingKeys())))
              .expecting("a plan without existingKeys")
              .remedy("rehearse a plan that makes them first"));
    }
    if (SoftHsm.find().isEmpty()) {
      throw StoppedException.badInput(
          Problem.of("no libsofthsm2.so in its usual places")
              .expecting("SoftHSM 2, on which a rehearsal runs")
              .remedy("install softhsm2, or name it in " + SoftHsm.MODULE_VARIABLE));
    }
  }

  /** The configuration of a SoftHSM of the ceremony's own. */
  static Path configure(CeremonyFolder folder) throws IOException {
    return SoftHsm.configure(folder.rehearsalToken());
  }

  /** A throw-away token in the place of a planned one. */
  static PlannedToken token(PlannedToken planned, Path configuration) {
    return new PlannedToken(
        SoftHsm.module(),
        planned.label(),
        Optional.empty(),
        BlankToken.ANY,
        SoftHsm.environment(configuration),
        TokenDemands.NONE);
  }
}
