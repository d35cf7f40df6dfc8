package io.hallmark.crypto.cli;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.messaging.client.BusOptions;
import java.security.GeneralSecurityException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto verify}. */
@Command(
    name = "verify",
    description = {
      "Says whether a signature is right.",
      "It is verified here, by the public key that the worker gives. Exit code 0 where it is right,",
      "1 where it is not."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  crypto verify alice/contracts --scheme ecdsa_sha256 --in contract.pdf \\",
      "      --signature contract.sig -k localhost:9092"
    })
final class VerifyCommand implements Callable<Integer> {
  /** Longer than any signature, of RSA-4096 in base64 too. */
  private static final int SIGNATURE_BYTES_MAX = 4096;

  @Parameters(paramLabel = "TENANT/ALIAS", description = "whose signature it should be")
  private KeyName name;

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
      description = "what was signed; - is standard input")
  private String content;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    byte[] signed = InputFile.read(content, SigningClient.CONTENT_BYTES_MAX);
    Signature claimed = SignatureText.read(InputFile.read(signature, SIGNATURE_BYTES_MAX));
    boolean right = verify(key(), signed, claimed);
    spec.commandLine()
        .getOut()
        .println(right ? "the signature is right" : "the signature is WRONG");
    return right ? 0 : 1;
  }

  private KeyInfo key() {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      return KeysGetCommand.get(keys, name, patience);
    }
  }

  private boolean verify(KeyInfo key, byte[] signed, Signature claimed) {
    Schemes.check(key, scheme);
    try {
      return JcaSignatures.verify(key.publicKey(), scheme, signed, claimed);
    } catch (GeneralSecurityException e) {
      throw CommandFailedException.badInput(
          "scheme %s cannot be verified here: %s".formatted(scheme, e), e);
    }
  }
}
