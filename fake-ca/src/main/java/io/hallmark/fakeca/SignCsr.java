package io.hallmark.fakeca;

import io.hallmark.certificates.Pem;
import io.hallmark.settings.SettingsException;
import java.io.IOException;
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
    try {
      return Pem.decodeAny(
          request.toString(), Files.readAllBytes(request), Pem.REQUEST, Pem.OLD_REQUEST);
    } catch (IOException e) {
      throw Home.unreadable(request, e);
    }
  }
}
