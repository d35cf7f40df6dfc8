package io.hallmark.hsm.cli;

import io.hallmark.commandline.Blocks;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Problem;
import io.hallmark.commandline.Tone;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.inspect.Requirement;
import io.hallmark.hsm.inspect.Requirements;
import io.hallmark.hsm.inspect.SlotReport;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenProblems;
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
      "holds it against what a crypto worker needs: mechanisms with their key sizes, how many",
      "sessions can really be opened, wrapping (a throw-away key goes there and back), random bytes",
      "(drawn and tested), the clocks of token and host, PIN tries, memory. Each has a tick (met),",
      "a ! (it works without; worth a note) or a cross, and a remedy. Stores nothing in the token.",
      "Every fault of the file is reported at once; where there is one no token is touched."
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
    output.print(() -> blocks(outcomes), () -> outcomes.stream().map(Outcome::toMap).toList());
    spec.commandLine().getErr().println(verdict(outcomes));
    return outcomes.stream().mapToInt(outcome -> outcome.exitCode().code()).max().orElse(0);
  }

  private Outcome check(TokenConfig config) throws CryptokiException {
    spec.commandLine().getErr().println("opening " + config.name() + " in " + config.module());
    try (OpenedToken opened = OpenedToken.openAsConfigured(config)) {
      SlotReport slot = opened.slot();
      List<Requirement> requirements = Requirements.of(config, opened, Instant.now());
      boolean unmet = requirements.stream().anyMatch(r -> r.result() == Requirement.Result.UNMET);
      return new Outcome(
          config, Optional.of(slot), requirements, unmet ? ExitCode.FAILED : ExitCode.DONE);
    } catch (TokenOpenException e) {
      return new Outcome(
          config,
          Optional.empty(),
          List.of(unopened(config, e)),
          HsmProgram.needsCorrection(e) ? ExitCode.WRONG_USE : ExitCode.FAILED);
    }
  }

  /** Named after what comes first of that which is not met, with its place in the file. */
  private Requirement unopened(TokenConfig config, TokenOpenException failure) {
    String key = TokenProblems.key(failure);
    Problem problem = file.failure(config, failure).problems().get(0);
    return Requirement.unmet(
        key.equals("pin") ? "login" : key,
        problem.what(),
        "%s (%s)".formatted(problem.remedy(), problem.where()));
  }

  private static Blocks blocks(List<Outcome> outcomes) {
    Blocks blocks = new Blocks();
    for (Outcome outcome : outcomes) {
      blocks.block(
          "token %s: %s in %s"
              .formatted(
                  outcome.config().name(), outcome.config().token(), outcome.config().module()));
      for (Requirement r : outcome.requirements()) {
        blocks.line(mark(r.result()), r.name(), r.found(), r.remedy());
      }
    }
    return blocks;
  }

  private static String verdict(List<Outcome> outcomes) {
    List<Requirement> all =
        outcomes.stream().flatMap(outcome -> outcome.requirements().stream()).toList();
    return "%d met, %d worth a note, %d not met"
        .formatted(
            count(all, Requirement.Result.MET),
            count(all, Requirement.Result.ADVICE),
            count(all, Requirement.Result.UNMET));
  }

  private static long count(List<Requirement> all, Requirement.Result result) {
    return all.stream().filter(r -> r.result() == result).count();
  }

  private static Tone.Cell mark(Requirement.Result result) {
    return switch (result) {
      case MET -> Tone.GOOD.of("✓");
      case ADVICE -> Tone.WARNING.of("!");
      case UNMET -> Tone.BAD.of("✗");
    };
  }
}
