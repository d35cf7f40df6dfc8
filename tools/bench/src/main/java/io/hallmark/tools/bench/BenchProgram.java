package io.hallmark.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.CommandLogging;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench NAME}: runs one benchmark and prints its figures. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs one benchmark: ours beside what it is held against, in one run.",
      "Without NAME it lists the benchmarks. A missed aim is a figure, not a failure: the exit code is 0 whenever the bench ran."
    },
    footer = {
      "",
      "Examples:",
      "  tools/bin/bench token",
      "  tools/bin/bench signing --seconds 10 --json signing.json",
      "  tools/bin/bench signing --delay"
    })
public final class BenchProgram implements Callable<Integer> {
  private static final List<Bench> BENCHES = Benches.all();

  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "which benchmark")
  private String name;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "also write the report there, as JSON")
  private Path json;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "seconds for each contender in each round (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "rounds in which contenders take turns (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--delay",
      description = "of signing: with a token that takes 2 ms a signature on 10 lanes")
  private boolean delay;

  public static void main(String[] args) {
    CommandLogging.configure();
    System.exit(commandLine().execute(args));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new BenchProgram());
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      BENCHES.forEach(bench -> out.printf("%-12s %s%n", bench.name(), bench.about()));
      return 0;
    }
    atLeastOne("--seconds", seconds);
    atLeastOne("--rounds", rounds);
    Bench bench = chosen();
    if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
      // Before minutes of measuring are lost.
      throw misuse("--json %s has no folder, expected one that is there; make it".formatted(json));
    }
    BenchReport report = bench.run(options());
    out.print(report.toText());
    out.flush();
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), report.toJson());
    }
    return 0;
  }

  private void atLeastOne(String option, int number) {
    if (number < 1) {
      throw misuse("%s must be 1 or more, got %d".formatted(option, number));
    }
  }

  private BenchOptions options() {
    Duration measure = Duration.ofSeconds(seconds);
    // A JVM that is still compiling shows a fraction of what it can do: as long again to warm up.
    return new BenchOptions(measure.multipliedBy(rounds), measure, rounds, System.err);
  }

  private Bench chosen() {
    if (delay && !name.equals("signing")) {
      throw misuse("--delay is not for bench %s, expected signing; leave it out".formatted(name));
    }
    if (delay) {
      return new DelayedSigningBench();
    }
    return BENCHES.stream()
        .filter(bench -> bench.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                misuse(
                    "no benchmark is called \"%s\", expected one of %s".formatted(name, names())));
  }

  private static String names() {
    return BENCHES.stream().map(Bench::name).collect(Collectors.joining(", "));
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
