package io.hallmark.crypto.cli;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyHistory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.OptionalBusOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto verify}. */
@Command(
    name = "verify",
    description = {
      "Says whether a signature is right.",
      "It is verified here, by the public key that the worker or a file gives; of a key that was",
      "rotated also by those it had before. Exit code 0 where it is right, 1 where it is not."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto verify alice/contracts --scheme ecdsa_sha256 --in contract.pdf \\",
      "      --signature contract.sig -k localhost:9092",
      "  hallmark crypto verify --public-key contracts.public.pem --scheme ecdsa_sha256 \\",
      "      --in contract.pdf --signature contract.sig"
    })
final class VerifyCommand implements Callable<Integer> {
  /** Longer than any signature, of RSA-4096 in base64 too. */
  private static final int SIGNATURE_BYTES_MAX = 4096;

  /** Such files are signed by their digest; they are read whole here. */
  private static final int CONTENT_BYTES_MAX = 256 * 1024 * 1024;

  private static final String RIGHT = "right";

  @Parameters(
      arity = "0..1",
      paramLabel = "TENANT/ALIAS",
      description = "whose signature it should be; the worker gives its public key")
  private KeyName name;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "the public key itself, PEM, instead of a name: no bus is needed then")
  private Path publicKey;

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "SCHEME",
      description = "${COMPLETION-CANDIDATES}")
  private SignatureScheme scheme;

  @Option(
      names = "--signature",
      required = true,
      paramLabel = "FILE",
      description = "the signature, as bytes or as the line that sign prints")
  private String signature;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "what was signed, 256 MiB at most; - is standard input")
  private String content;

  @Mixin private OptionalBusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if ((name == null) == (publicKey == null)) {
      throw misuse("no key is named, or two are, expected either TENANT/ALIAS or --public-key");
    }
    byte[] signed = InputFile.read(content, CONTENT_BYTES_MAX);
    Signature claimed = SignatureText.read(InputFile.read(signature, SIGNATURE_BYTES_MAX));
    Optional<Candidate> right =
        candidates().stream().filter(key -> verify(key.key(), signed, claimed)).findFirst();
    spec.commandLine()
        .getOut()
        .println("the signature is " + right.map(Candidate::told).orElse("WRONG"));
    return right.isPresent() ? 0 : 1;
  }

  /**
   * A public key that it may be right by.
   *
   * @param told of the signature, where it is
   */
  private record Candidate(PublicKeyFile key, String told) {}

  private List<Candidate> candidates() {
    if (publicKey != null) {
      return List.of(new Candidate(PublicKeyFile.read(publicKey), RIGHT));
    }
    KeyInfo key = key();
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate(new PublicKeyFile(key.publicKey(), key.spec()), RIGHT));
    for (KeyHistory.Earlier earlier : key.history().earlier()) {
      candidates.add(
          new Candidate(
              new PublicKeyFile(earlier.publicKey(), key.spec()),
              "%s, by version %d of the key, which signs nothing since %s"
                  .formatted(RIGHT, earlier.version(), earlier.retiredAt())));
    }
    return candidates;
  }

  private KeyInfo key() {
    Bus where =
        bus.bus()
            .orElseThrow(
                () ->
                    misuse(
                        "there is no bus to ask for the key, expected -k HOST:PORT with a key's name"));
    try (KeyClient keys = Clients.keys(where)) {
      return KeysGetCommand.get(keys, name, patience);
    }
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private boolean verify(PublicKeyFile key, byte[] signed, Signature claimed) {
    Schemes.check(key.spec(), scheme);
    try {
      return JcaSignatures.verify(key.key(), scheme, signed, claimed);
    } catch (GeneralSecurityException e) {
      throw CommandFailedException.badInput(
          "scheme %s cannot be verified here (%s), expected one that this JDK knows; run it elsewhere"
              .formatted(scheme, e),
          e);
    }
  }
}
