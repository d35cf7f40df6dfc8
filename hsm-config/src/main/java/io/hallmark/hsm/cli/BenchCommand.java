package io.hallmark.hsm.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.inspect.SignBench;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast the keys of an HSM file sign. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast the keys of an HSM file sign, each by itself: threads that ask for one",
      "signature after the other. Signs 256 zero bytes; a device that counts or audits the uses of",
      "a key counts these too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm bench hsm.yaml                          every key, its usual schemes",
      "  hallmark hsm bench hsm.yaml --key contracts --seconds 10 --threads 16",
      "  hallmark hsm bench hsm.yaml --scheme rsa_pss_sha256 --json > figures.json"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int THREADS_MAX = 256;

  @Mixin private FileOption file;
  @Mixin private OutputOptions output;
  @Mixin private KeyChoice key;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "only this: ${COMPLETION-CANDIDATES} (default: those with SHA-256)")
  private SignatureScheme scheme;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "measured for each key and scheme (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1",
      description = "seconds before, not measured (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "that wait for signatures, 1 to 256 (default: ${DEFAULT-VALUE})")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException(
          "--threads must be 1 to %d, got %d".formatted(THREADS_MAX, threads));
    }
    SignBench.Plan plan =
        new SignBench.Plan(threads, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    Map<String, List<SignBench.Figures>> figures = new LinkedHashMap<>();
    for (TokenConfig config : file.tokens()) {
      try (OpenedToken opened = file.openAsConfigured(config)) {
        figures.put(config.name(), run(opened.token(), plan));
      }
    }
    output.print(() -> table(figures), () -> maps(figures));
    boolean failed = figures.values().stream().flatMap(List::stream).anyMatch(f -> f.failed() > 0);
    return failed ? 1 : 0;
  }

  private List<SignBench.Figures> run(Token token, SignBench.Plan plan) throws Exception {
    List<SignBench.Figures> figures = new ArrayList<>();
    List<TokenKey> keys = key.isGiven() ? List.of(key.in(token)) : KeyChoice.all(token);
    for (TokenKey one : keys) {
      for (SignatureScheme fitting : schemes(one)) {
        spec.commandLine().getErr().printf("%s \"%s\" %s%n", one.id(), one.label(), fitting);
        figures.add(new SignBench(token, plan).run(one, fitting));
      }
    }
    return figures;
  }

  private List<SignatureScheme> schemes(TokenKey one) {
    return Arrays.stream(SignatureScheme.values())
        .filter(s -> Schemes.fits(s, one.spec()))
        .filter(s -> scheme == null ? Schemes.hashBits(s) <= 256 : s == scheme)
        .toList();
  }

  private static Table table(Map<String, List<SignBench.Figures>> figures) {
    Table table =
        new Table(
                "TOKEN",
                "KEY",
                "SCHEME",
                "SIGN/S",
                "P50 µs",
                "P99 µs",
                "P99.9 µs",
                "MAX µs",
                "FAILED")
            .right("SIGN/S", "P50 µs", "P99 µs", "P99.9 µs", "MAX µs", "FAILED");
    figures.forEach(
        (token, all) ->
            all.forEach(
                f ->
                    table.row(
                        token,
                        f.key().label().isEmpty() ? f.key().id() : f.key().label(),
                        f.scheme(),
                        Math.round(f.perSecond()),
                        f.micros().getValueAtPercentile(50),
                        f.micros().getValueAtPercentile(99),
                        f.micros().getValueAtPercentile(99.9),
                        f.micros().getMaxValue(),
                        f.failed())));
    return table;
  }

  private static List<Map<String, Object>> maps(Map<String, List<SignBench.Figures>> figures) {
    return figures.entrySet().stream()
        .map(
            entry ->
                Map.<String, Object>of(
                    "token",
                    entry.getKey(),
                    "figures",
                    entry.getValue().stream().map(SignBench.Figures::toMap).toList()))
        .toList();
  }
}
