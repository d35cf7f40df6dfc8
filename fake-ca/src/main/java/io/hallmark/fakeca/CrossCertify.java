package io.hallmark.fakeca;

import io.hallmark.certificates.X509Certificates;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code fake-ca cross-certify}. */
@Command(
    name = "cross-certify",
    description = {
      "Certifies another CA's key and name, and prints the certificate: who trusts this CA can then",
      "reach what the other issued. The other's path length and name constraints are kept."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca cross-certify --home ours theirs/ca.cert.pem > cross.pem",
      "  openssl verify -CAfile ours/ca.cert.pem -untrusted cross.pem leaf-of-theirs.pem"
    })
final class CrossCertify implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the other CA's own certificate, self-signed, PEM")
  private Path theirs;

  @Mixin private CaFolder folder;

  @Mixin private ValidDays days;

  @Mixin private Product product;

  @Override
  public Integer call() {
    product.refuseExisting();
    X509Certificate other = X509Certificates.chain(theirs.toString(), Home.read(theirs)).get(0);
    try (FakeCa ca = folder.open()) {
      product.give(FakeCa.pem(List.of(ca.crossCertify(other, days.count()))));
    }
    return 0;
  }
}
