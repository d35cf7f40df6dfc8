package io.hallmark.crypto.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.cli.load.LoadPlan;
import io.hallmark.crypto.cli.load.LoadReport;
import io.hallmark.crypto.cli.load.SigningLoad;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code crypto load}. */
@Command(
    name = "load",
    description = {
      "Has content signed at a fixed rate and verifies every signature.",
      "The rate stays, whether the worker keeps up or not (open loop): a request that is late",
      "counts from when it was due. Exit code 1 where a signature is wrong or missing, that is",
      "refused, unavailable, expired or not answered. One signature beforehand, not counted, shows",
      "that the key can be used."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto load --tenant alice --key contracts --rate 200 --seconds 60 -k localhost:9092",
      "  hallmark crypto load --tenant alice --key contracts --rate 3000 --seconds 10 --json load.json \\",
      "      --deadline 500 -k localhost:9092"
    })
final class LoadCommand implements Callable<Integer> {
  @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "whose key")
  private String tenant;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "ALIAS",
      description = "a key of category application")
  private String alias;

  @Option(names = "--rate", required = true, paramLabel = "N", description = "requests per second")
  private double rate;

  @Option(names = "--seconds", required = true, paramLabel = "S", description = "for how long")
  private int seconds;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description = "${COMPLETION-CANDIDATES} (the key's usual one)")
  private SignatureScheme scheme;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "64",
      description = "bytes of what is signed (${DEFAULT-VALUE})")
  private int size;

  @Option(
      names = "--deadline",
      paramLabel = "MILLISECONDS",
      defaultValue = "2000",
      description = "of each request, counted from when it is due (${DEFAULT-VALUE})")
  private int deadlineMillis;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "the report as JSON; a file that is there is replaced")
  private Path json;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = {
        "the key's public key, PEM, instead of asking the worker for it:",
        "an application's credentials are enough then"
      })
  private Path publicKey;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Bus where = bus.bus();
    LoadPlan plan = plan();
    KeyInfo key = key(where);
    SignatureScheme by = scheme == null ? Schemes.usual(key.spec()) : scheme;
    Schemes.check(key.spec(), by);
    LoadReport report;
    try (SigningClient signing = Clients.signing(where)) {
      signOnce(signing, key.name(), by);
      report = new SigningLoad(plan, key, by).run(signing);
    }
    show(report);
    return report.isClean() ? 0 : 1;
  }

  private LoadPlan plan() {
    try {
      return new LoadPlan(
          rate, Duration.ofSeconds(seconds), Duration.ofMillis(deadlineMillis), size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private KeyInfo key(Bus where) {
    KeyName name = name();
    if (publicKey != null) {
      PublicKeyFile read = PublicKeyFile.read(publicKey);
      return KeyInfo.resident(
          name, KeyCategory.APPLICATION, read.spec(), read.key(), List.of(), Instant.EPOCH);
    }
    try (KeyClient keys = Clients.keys(where)) {
      return KeysGetCommand.get(keys, name, patience);
    }
  }

  private KeyName name() {
    try {
      return new KeyName(tenant, alias);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void signOnce(SigningClient signing, KeyName name, SignatureScheme by) {
    patience.ask(
        "signing by key " + name,
        signing::isReady,
        deadline -> signing.sign(name, by, new byte[size], deadline));
  }

  private void show(LoadReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(report.toTable());
    out.flush();
    report
        .firstRefusal()
        .ifPresent(
            refusal ->
                spec.commandLine().getErr().println("crypto: the first refusal: " + refusal));
    if (json != null) {
      write(report);
    }
  }

  private void write(LoadReport report) {
    try {
      Files.write(
          json,
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report.toMap()));
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "file %s cannot be written (%s), expected a path that this user can write; name another"
              .formatted(json, e),
          e);
    }
  }
}
