package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPurpose;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyStorage;
import io.hallmark.crypto.NewKey;
import io.hallmark.messaging.client.BusOptions;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys generate}. */
@Command(
    name = "generate",
    description = {
      "Makes a key pair inside a token and prints its public part.",
      "Once more with the same category and kind: prints the key that is there; with others: refused."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys generate alice/tls --category tls --spec ec_p256 -k localhost:9092",
      "  hallmark crypto keys generate alice/contracts --category application --spec rsa_3072 \\",
      "      --out contracts.public.pem -k localhost:9092",
      "  hallmark crypto keys generate alice/one --category application --spec ec_p256 --wrapped \\",
      "      -k localhost:9092"
    })
final class KeysGenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "its name, a-z 0-9 and hyphens")
  private KeyName name;

  /** Audit keys are made by workers alone. */
  static final class MadeOnCommand implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(KeyCategory.values())
          .filter(category -> category != KeyCategory.AUDIT)
          .map(KeyCategory::id)
          .iterator();
    }
  }

  @Option(
      names = "--category",
      required = true,
      paramLabel = "CATEGORY",
      completionCandidates = MadeOnCommand.class,
      description = "what it may sign: ${COMPLETION-CANDIDATES}")
  private KeyCategory category;

  @Option(
      names = "--spec",
      required = true,
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}")
  private KeySpec kind;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      defaultValue = "SIGN",
      description = "${COMPLETION-CANDIDATES}; AGREE is for ECDH (${DEFAULT-VALUE})")
  private KeyPurpose purpose;

  @Option(
      names = "--wrapped",
      description = {
        "keep it outside the token, wrapped by the tenant's wrapping key",
        "(crypto keys wrapping create)"
      })
  private boolean wrapped;

  @Mixin private KeyOutput output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.check();
    NewKey key = key();
    try (KeyClient keys = Clients.keys(bus.bus())) {
      KeyInfo made =
          patience.ask(
              "making key " + name, keys::isReady, deadline -> keys.generate(key, deadline));
      output.show(made, spec.commandLine().getOut());
    }
    return 0;
  }

  private NewKey key() {
    KeyStorage storage = wrapped ? KeyStorage.WRAPPED : KeyStorage.RESIDENT;
    try {
      return new NewKey(name, category, kind, purpose, storage);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(e.getMessage(), e);
    }
  }
}
