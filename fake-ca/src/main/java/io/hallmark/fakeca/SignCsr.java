package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca sign-csr}. */
@Command(
    name = "sign-csr",
    description = {
      "Signs a PKCS#10 request, subject and alternative names as asked, and prints the chain, leaf",
      "first. A request that is not signed by its own key is refused."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout alice.key \\",
      "      -subj '/C=CH/O=Alice' -addext subjectAltName=DNS:alice.test -out alice.csr",
      "  hallmark fake-ca sign-csr --home ca alice.csr > alice.chain.pem"
    })
final class SignCsr implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the request, PEM or DER")
  private Path request;

  @Mixin private CaFolder folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the chain goes instead of the standard output; never overwritten")
  private Path out;

  @Mixin private ProfileOptions profile;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "valid for N days (${DEFAULT-VALUE})")
  private int days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SettingsException {
    if (out != null) {
      NewFiles.refuseExisting(out);
    }
    try (FakeCa ca = folder.open()) {
      String chain = FakeCa.pem(ca.signCsr(der(), profile.read(), days));
      Product.give(spec, out, chain);
    }
    return 0;
  }

  private byte[] der() {
    try {
      return Pem.decodeAny(
          request.toString(), Files.readAllBytes(request), Pem.REQUEST, Pem.OLD_REQUEST);
    } catch (IOException e) {
      throw CertificatesException.badInput("file %s cannot be read: %s".formatted(request, e), e);
    }
  }
}
