package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what a step will make is free: the label, the id, the file. Asked before the step is
 * recorded as begun; what is found later was made by the step itself.
 */
final class StepChecks {
  private final Course course;
  private final TokenDesk desk;
  private final Outputs outputs;

  StepChecks(Course course, TokenDesk desk, Outputs outputs) {
    this.course = course;
    this.desk = desk;
    this.outputs = outputs;
  }

  /** What is recorded of the step as it begins. */
  Map<String, String> check(Step step)
      throws StoppedException, TerminalClosedException, IOException {
    if (step instanceof Step.GenerateKey generate) {
      checkFree(generate.key(), generate.id());
    }
    if (step instanceof CustodyStep.SplitBackupKey split) {
      checkFree(split.key(), split.id());
    }
    if (step instanceof CustodyStep.RestoreKey restore) {
      Restoring.checkFree(course, desk, outputs, restore);
    }
    if (step instanceof CustodyStep.DestroyKey destroy && desk.ids(destroy.key()).isEmpty()) {
      throw StoppedException.failed(
          Problem.of("the token has no key labelled \"%s\" to destroy".formatted(destroy.key()))
              .remedy("look at its keys with 'hallmark hsm keys', and correct the plan"));
    }
    if (step.file().isPresent() && outputs.exists(step.file().get())) {
      throw StoppedException.failed(taken(outputs.path(step.file().get()) + " exists"));
    }
    return step instanceof Step.InitToken ? desk.place().blank() : Map.of();
  }

  static Problem taken(String what) {
    return Problem.of(what)
        .expecting("nothing there, since nothing is overwritten")
        .remedy("look whose it is; another name in the plan leaves it as it is");
  }

  private void checkFree(String label, KeyId id) throws StoppedException, TerminalClosedException {
    Optional<String> taken = desk.taken(label, id);
    if (taken.isPresent()) {
      throw StoppedException.failed(taken("the token has " + taken.get()));
    }
  }
}
