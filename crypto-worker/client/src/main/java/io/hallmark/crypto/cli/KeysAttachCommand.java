package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code crypto keys attach}. */
@Command(
    name = "attach",
    description = {
      "Keeps certificates with a key, in the place of those that were there.",
      "The first must be of the key itself, and each signed by the next."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys attach alice/tls --chain alice.chain.pem -k localhost:9092"})
final class KeysAttachCommand extends KeyChange {
  private static final int CHAIN_BYTES_MAX = 128 * 1024;

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "FILE",
      description = "certificates as PEM; - is standard input")
  private String file;

  private List<X509Certificate> chain;

  @Override
  String doing() {
    return "attaching certificates to key";
  }

  @Override
  void prepare(KeyClient keys, KeyName key, Patience asking) {
    chain = read();
    if (chain.isEmpty() || chain.size() > KeyClient.CERTIFICATES_MAX) {
      throw CommandFailedException.badInput(
          ("file %s holds %d certificates, expected 1 to %d; give the key's own and those of its"
                  + " issuers")
              .formatted(file, chain.size(), KeyClient.CERTIFICATES_MAX));
    }
  }

  @Override
  CompletableFuture<CryptoResult<KeyInfo>> change(KeyClient keys, KeyName key, Instant deadline) {
    return keys.attach(key, chain, deadline);
  }

  private List<X509Certificate> read() {
    byte[] pem = InputFile.read(file, CHAIN_BYTES_MAX);
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw CommandFailedException.badInput(
          "file %s holds no certificates, expected X.509 certificates in PEM; name another file"
              .formatted(file),
          e);
    }
  }
}
