package io.hallmark.fakeca;

import io.hallmark.certificates.revocation.RevocationLists;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca crl}. */
@Command(
    name = "crl",
    description = {
      "Issues a certificate revocation list (RFC 5280, version 2) and prints it. A copy stays in",
      "the CA's folder crl, under its number."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca crl --home ca --days 7 --out ca.crl.pem",
      "  openssl crl -in ca.crl.pem -CAfile ca/ca.cert.pem -noout -text"
    })
final class Crl implements Callable<Integer> {
  @Mixin private CaFolder folder;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "the next one comes within N days (${DEFAULT-VALUE})")
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
    try (FakeCa ca = folder.open()) {
      Product.give(spec, out, RevocationLists.pem(ca.issueList(days)));
    }
    return 0;
  }
}
