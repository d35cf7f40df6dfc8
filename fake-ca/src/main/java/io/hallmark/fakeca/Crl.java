package io.hallmark.fakeca;

import io.hallmark.certificates.revocation.RevocationLists;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private Product product;

  @Override
  public Integer call() {
    product.refuseExisting();
    try (FakeCa ca = folder.open()) {
      product.give(RevocationLists.pem(ca.issueList(days)));
    }
    return 0;
  }
}
