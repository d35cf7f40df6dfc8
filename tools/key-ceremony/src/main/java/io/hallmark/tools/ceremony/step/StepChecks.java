package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import java.util.Optional;

/**
 * Whether what a step will make is free: the label, the id, the file. Asked before the step is
 * recorded as begun; what is found later was made by the step itself.
 */
final class StepChecks {
  private final TokenDesk desk;
  private final Outputs outputs;

  StepChecks(TokenDesk desk, Outputs outputs) {
    this.desk = desk;
    this.outputs = outputs;
  }

  void check(Step step) throws StoppedException, TerminalClosedException {
    if (step instanceof Step.InitToken) {
      checkBlank();
    }
    if (step instanceof Step.GenerateKey generate) {
      checkFree(generate);
    }
    if (step.file().isPresent() && outputs.exists(step.file().get())) {
      throw StoppedException.failed(
          "%s exists; nothing is overwritten".formatted(outputs.path(step.file().get())));
    }
  }

  private void checkBlank() throws StoppedException {
    Optional<TokenInfo> found = desk.find();
    if (found.isPresent()) {
      throw StoppedException.failed(
          "a token labelled \"%s\" exists (serial %s); nothing is overwritten"
              .formatted(found.get().label(), found.get().serial()));
    }
  }

  private void checkFree(Step.GenerateKey step) throws StoppedException, TerminalClosedException {
    for (TokenKey key : desk.keys()) {
      if (key.label().equals(step.key()) || key.id().equals(step.id())) {
        throw StoppedException.failed(
            "the token has a key labelled \"%s\" with CKA_ID %s; nothing is overwritten"
                .formatted(key.label(), key.id()));
      }
    }
  }
}
