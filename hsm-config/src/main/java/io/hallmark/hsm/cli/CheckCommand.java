package io.hallmark.hsm.cli;

import io.hallmark.commandline.Json;
import io.hallmark.commandline.Table;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an HSM file by opening its tokens. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads an HSM file, opens each of its tokens and logs in, with one attempt for each PIN.",
      "Every fault of the file is reported at once; where there is one no token is touched."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the HSM file, in YAML")
  private Path file;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Spec private CommandSpec spec;

  /** What became of one token. */
  private record Outcome(TokenConfig config, Map<String, Object> facts, int exitCode) {}

  @Override
  public Integer call() throws Exception {
    HsmFile hsm = HsmFile.read(file);
    List<Outcome> outcomes = new ArrayList<>();
    for (TokenConfig config : hsm.tokens()) {
      outcomes.add(check(config));
    }
    if (json) {
      Json.print(spec.commandLine().getOut(), outcomes.stream().map(Outcome::facts).toList());
    } else {
      print(outcomes);
    }
    return outcomes.stream().mapToInt(Outcome::exitCode).max().orElse(ExitCode.OK);
  }

  private static Outcome check(TokenConfig config) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", config.name());
    try (Token token = Tokens.open(config)) {
      facts.put("ok", true);
      facts.putAll(SlotsCommand.describe(token.info()));
      facts.put("detail", token.state().reason());
      return new Outcome(config, facts, ExitCode.OK);
    } catch (TokenOpenException e) {
      facts.put("ok", false);
      facts.put("detail", e.getMessage());
      boolean badInput = e instanceof TokenOpenException.TokenMissing || !e.mayRecover();
      return new Outcome(config, facts, badInput ? ExitCode.USAGE : ExitCode.SOFTWARE);
    }
  }

  private void print(List<Outcome> outcomes) {
    Table table = new Table("TOKEN", "LABEL", "SERIAL", "RESULT");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.config().name(),
          outcome.facts().getOrDefault("label", "-"),
          outcome.facts().getOrDefault("serial", "-"),
          outcome.exitCode() == ExitCode.OK ? "ok" : "failed");
      if (outcome.exitCode() != ExitCode.OK) {
        spec.commandLine().getErr().println(outcome.facts().get("detail"));
      }
    }
    table.print(spec.commandLine().getOut());
  }
}
