package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto sign}. */
@Command(
    name = "sign",
    description = {
      "Has content signed by a key of category application.",
      "The signature's bytes go to a file (ECDSA as DER, as openssl reads it), or as one line of",
      "base64 to standard output."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto sign alice/contracts --scheme ecdsa_sha256 --in contract.pdf \\",
      "      --out contract.sig -k localhost:9092",
      "  echo hello | hallmark crypto sign alice/contracts --scheme ecdsa_sha256 --in - \\",
      "      -k localhost:9092",
      "  hallmark crypto sign alice/images --scheme ecdsa_sha256 --digest --in disk.img --out disk.sig \\",
      "      -k localhost:9092"
    })
final class SignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "by which key")
  private KeyName name;

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "SCHEME",
      description = "${COMPLETION-CANDIDATES}")
  private SignatureScheme scheme;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "what is signed, 1 MiB at most unless with --digest; - is standard input")
  private String content;

  @Option(
      names = "--digest",
      description = {
        "hash the file here and have its digest signed: for files of any size.",
        "The key's policy must allow it (policy set --content any_or_digest)"
      })
  private boolean digest;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the signature's bytes; created, never overwritten")
  private Path file;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NewFile.check(file);
    byte[] bytes =
        digest
            ? FileDigest.of(content, scheme)
            : InputFile.read(content, SigningClient.CONTENT_BYTES_MAX);
    try (SigningClient signing = Clients.signing(bus.bus())) {
      show(
          patience.ask(
              "signing by key " + name,
              signing::isReady,
              deadline ->
                  digest
                      ? signing.signDigest(name, scheme, bytes, deadline)
                      : signing.sign(name, scheme, bytes, deadline)));
    }
    return 0;
  }

  private void show(Signature signature) {
    if (file == null) {
      spec.commandLine().getOut().println(SignatureText.write(signature));
    } else {
      NewFile.write(file, signature.toByteArray());
    }
  }
}
