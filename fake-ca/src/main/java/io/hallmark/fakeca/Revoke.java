package io.hallmark.fakeca;

import io.hallmark.certificates.X509Certificates;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.certificates.revocation.RevokedCertificate;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code fake-ca revoke}. */
@Command(
    name = "revoke",
    description = {
      "Takes a certificate back: the next CRL lists it, and the OCSP responder says so at once."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca revoke --home ca alice.cert.pem --reason keyCompromise",
      "  hallmark fake-ca revoke --home ca 5f2c6d0a91b3e4"
    })
final class Revoke implements Callable<Integer> {
  /** Longer than any serial number; a file's name that looks like one is named with its folder. */
  private static final Pattern SERIAL = Pattern.compile("[0-9a-fA-F]{1,40}");

  @Parameters(
      paramLabel = "CERTIFICATE",
      description = "its file (PEM; of a chain, the first), or its serial number in hex")
  private String certificate;

  @Mixin private CaFolder folder;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      defaultValue = "unspecified",
      converter = Reason.class,
      completionCandidates = Reasons.class,
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private RevocationReason reason;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (FakeCa ca = folder.open()) {
      RevokedCertificate revoked = ca.revoke(serial(), reason);
      spec.commandLine().getErr().printf("revoked %s (%s)%n", revoked.serial(), revoked.reason());
    }
    return 0;
  }

  private BigInteger serial() {
    return SERIAL.matcher(certificate).matches()
        ? new BigInteger(certificate, 16)
        : X509Certificates.chain(certificate, Home.read(Path.of(certificate)))
            .get(0)
            .getSerialNumber();
  }

  /** By the names of RFC 5280. */
  static final class Reason implements ITypeConverter<RevocationReason> {
    @Override
    public RevocationReason convert(String text) {
      return RevocationReason.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\""
                          + text
                          + "\" is no reason, expected one of "
                          + Arrays.toString(RevocationReason.values())));
    }
  }

  /** For help and completion. */
  static final class Reasons implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(RevocationReason.values()).map(RevocationReason::toString).iterator();
    }
  }
}
