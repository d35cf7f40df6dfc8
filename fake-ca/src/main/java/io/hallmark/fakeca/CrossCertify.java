package io.hallmark.fakeca;

import io.hallmark.certificates.X509Certificates;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "valid for N days, and within both CAs' own validity (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where it goes instead of the standard output; never overwritten")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (out != null) {
      NewFiles.refuseExisting(out);
    }
    X509Certificate other = X509Certificates.chain(theirs.toString(), Home.read(theirs)).get(0);
    try (FakeCa ca = folder.open()) {
      Product.give(spec, out, FakeCa.pem(List.of(ca.crossCertify(other, days))));
    }
    return 0;
  }
}
