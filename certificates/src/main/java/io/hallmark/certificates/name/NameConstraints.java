package io.hallmark.certificates.name;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;

/**
 * Within which names the certificates below an authority must stay (RFC 5280 section 4.2.1.10).
 * Immutable.
 */
public final class NameConstraints {
  private final byte[] der;

  private NameConstraints(byte[] der) {
    this.der = der;
  }

  /**
   * DNS names below the given domains, and no others.
   *
   * @param permitted domains such as {@code alice.test}; at least one of both lists
   * @param excluded domains taken out of them
   */
  public static NameConstraints dns(List<String> permitted, List<String> excluded) {
    if (permitted.isEmpty() && excluded.isEmpty()) {
      throw CertificatesException.badInput(
          "name constraints permit and exclude nothing, expected at least one domain");
    }
    return of(
        new org.bouncycastle.asn1.x509.NameConstraints(subtrees(permitted), subtrees(excluded)));
  }

  /** What an authority's certificate holds. */
  public static Optional<NameConstraints> of(X509Certificate authority) {
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    return Optional.ofNullable(extension)
        .map(value -> new NameConstraints(ASN1OctetString.getInstance(value).getOctets()));
  }

  private static NameConstraints of(org.bouncycastle.asn1.x509.NameConstraints constraints) {
    try {
      return new NameConstraints(constraints.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("name constraints cannot be encoded", e);
    }
  }

  private static GeneralSubtree[] subtrees(List<String> domains) {
    return domains.isEmpty()
        ? null
        : domains.stream()
            .map(domain -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain)))
            .toArray(GeneralSubtree[]::new);
  }

  /** The extension's value, DER. */
  public byte[] toByteArray() {
    return der.clone();
  }

  public org.bouncycastle.asn1.x509.NameConstraints asn1() {
    return org.bouncycastle.asn1.x509.NameConstraints.getInstance(der);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameConstraints that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "NameConstraints[" + HexFormat.of().formatHex(der) + "]";
  }
}
