package io.hallmark.hsm.cli;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.ModuleReader;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.inspect.Requirement;
import io.hallmark.hsm.inspect.Requirements;
import io.hallmark.hsm.inspect.SlotReport;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks an HSM file by opening its tokens. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads an HSM file, opens each of its tokens and logs in, with one attempt for each PIN, and",
      "holds it against what a crypto worker needs. Every fault of the file is reported at once;",
      "where there is one no token is touched."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every token has what it must have",
      "1:a token cannot be opened now, or lacks something",
      "2:the file, a PIN or the name of a token must be corrected"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm check hsm.yaml",
      "  hallmark hsm check hsm.yaml --json | jq '.[].requirements[] | select(.result != \"MET\")'"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private FileOption file;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** What became of one token. */
  private record Outcome(
      TokenConfig config,
      Optional<SlotReport> slot,
      List<Requirement> requirements,
      ExitCode exitCode) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", config.name());
      map.put("ok", exitCode == ExitCode.DONE);
      slot.ifPresent(report -> map.putAll(report.toMap()));
      map.put("requirements", requirements);
      return map;
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (TokenConfig config : file.tokens()) {
      outcomes.add(check(config));
    }
    output.print(() -> table(outcomes), () -> outcomes.stream().map(Outcome::toMap).toList());
    return outcomes.stream().mapToInt(outcome -> outcome.exitCode().code()).max().orElse(0);
  }

  private Outcome check(TokenConfig config) throws CryptokiException {
    spec.commandLine().getErr().println("opening " + config.name() + " in " + config.module());
    try (OpenedToken opened = OpenedToken.openAsConfigured(config)) {
      SlotReport slot = opened.slot();
      List<Requirement> requirements = new ArrayList<>();
      requirements.add(
          new Requirement("login", Requirement.Result.MET, opened.token().state().reason(), ""));
      requirements.addAll(
          Requirements.of(
              config,
              slot,
              ModuleReader.mechanisms(opened.cryptoki(), slot.slot()),
              Instant.now()));
      boolean unmet = requirements.stream().anyMatch(r -> r.result() == Requirement.Result.UNMET);
      return new Outcome(
          config, Optional.of(slot), requirements, unmet ? ExitCode.FAILED : ExitCode.DONE);
    } catch (TokenOpenException e) {
      return new Outcome(
          config,
          Optional.empty(),
          List.of(Requirement.unmet("login", e.getMessage(), remedy(e))),
          HsmProgram.needsCorrection(e) ? ExitCode.WRONG_USE : ExitCode.FAILED);
    }
  }

  private static String remedy(TokenOpenException failure) {
    return failure.mayRecover()
        ? "see that the device is there and on, then try again"
        : "correct what is named, then try again; a PIN is tried once only";
  }

  private static Table table(List<Outcome> outcomes) {
    Table table = new Table("TOKEN", "", "REQUIREMENT", "FOUND", "REMEDY");
    for (Outcome outcome : outcomes) {
      for (Requirement r : outcome.requirements()) {
        table.row(outcome.config().name(), mark(r.result()), r.name(), r.found(), r.remedy());
      }
    }
    return table;
  }

  private static Tone.Cell mark(Requirement.Result result) {
    return switch (result) {
      case MET -> Tone.GOOD.of("✓ ok");
      case ADVICE -> Tone.WARNING.of("! note");
      case UNMET -> Tone.BAD.of("✗ fails");
    };
  }
}
