package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  @Parameters(paramLabel = "FILE", description = "the request, PEM or DER")
  private Path request;

  @Mixin private CaFolder folder;

  @Mixin private Product product;

  @Mixin private ProfileOptions profile;

  @Mixin private ValidDays days;

  @Override
  public Integer call() throws SettingsException {
    product.refuseExisting();
    try (FakeCa ca = folder.open()) {
      String chain = FakeCa.pem(ca.signCsr(der(), profile.read(), days.count()));
      product.give(chain);
    }
    return 0;
  }

  private byte[] der() {
    try (InputStream in = Files.newInputStream(request)) {
      byte[] bytes = in.readNBytes(REQUEST_BYTES_MAX + 1);
      if (bytes.length > REQUEST_BYTES_MAX) {
        throw CertificatesException.badInput(
            "file %s is too long for a request, expected at most %d bytes; name another"
                .formatted(request, REQUEST_BYTES_MAX));
      }
      return Pem.decodeAny(request.toString(), bytes, Pem.REQUEST, Pem.OLD_REQUEST);
    } catch (IOException e) {
      throw Home.unreadable(request, e);
    }
  }
}
