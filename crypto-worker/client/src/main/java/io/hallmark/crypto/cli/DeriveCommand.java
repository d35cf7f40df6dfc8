package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto derive}. */
@Command(
    name = "derive",
    description = {
      "Agrees on a secret with a peer: ECDH by a key made with --purpose agree.",
      "The worker seals the secret to a key that lives as long as this command (RFC 9180); it is",
      "opened here and goes to a file that only you may read. It is never printed.",
      "The secret is the x-coordinate of the shared point (SP 800-56A): derive keys from it, don't",
      "use it as one."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the secret is in the file",
      "1:failed: nobody answered in time, or the token did not do it",
      "2:misuse or bad input; nothing was asked",
      "3:refused: no such key, not one to agree with, its policy, or a file that exists"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys generate alice/agree --category application --spec ec_p256 \\",
      "      --purpose agree --out alice.public.pem -k localhost:9092",
      "  hallmark crypto derive alice/agree --peer bob.public.pem --out secret.bin \\",
      "      -k localhost:9092"
    })
final class DeriveCommand implements Callable<Integer> {
  private static final Set<KeySpec> CURVES =
      Set.of(KeySpec.EC_P256, KeySpec.EC_P384, KeySpec.EC_P521);

  @Parameters(paramLabel = "TENANT/ALIAS", description = "by which key")
  private KeyName name;

  @Option(
      names = "--peer",
      required = true,
      paramLabel = "FILE",
      description = "the peer's public key, PEM, on the key's own curve")
  private Path peer;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the secret's bytes; created for you alone (0600), never overwritten")
  private Path file;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PublicKey other = peer();
    NewFile.check(file);
    byte[] secret = derive(other);
    try {
      NewFile.writePrivate(file, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    spec.commandLine().getErr().printf("the secret of %d bytes is in %s%n", secret.length, file);
    return 0;
  }

  private PublicKey peer() {
    PublicKeyFile read = PublicKeyFile.read(peer);
    if (!CURVES.contains(read.spec())) {
      throw CommandFailedException.badInput(
          "the public key in file %s is of kind %s, expected P-256, P-384 or P-521; name another file"
              .formatted(peer, read.spec()));
    }
    return read.key();
  }

  private byte[] derive(PublicKey other) {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      return patience.ask(
          "agreeing on a secret by key " + name,
          keys::isReady,
          deadline -> keys.secrets().derive(name, other, deadline));
    }
  }
}
