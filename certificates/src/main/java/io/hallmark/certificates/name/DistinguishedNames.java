package io.hallmark.certificates.name;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;

/** Distinguished names (RFC 4514) between text, the JDK and ASN.1. */
public final class DistinguishedNames {
  private DistinguishedNames() {}

  /** {@code O=Alice,L=Zurich,C=CH}; the last part comes first in the certificate. */
  public static X500Principal parse(String text) {
    try {
      return new X500Principal(text);
    } catch (IllegalArgumentException e) {
      throw CertificatesException.badInput(
          "subject \"%s\" is no distinguished name, expected one such as O=Alice,C=CH; correct it"
              .formatted(text),
          e);
    }
  }

  /** Byte for byte. */
  public static X500Name asn1(X500Principal name) {
    return X500Name.getInstance(name.getEncoded());
  }

  /** Byte for byte. */
  public static X500Principal principal(X500Name name) {
    try {
      return new X500Principal(name.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a name that was read cannot be written", e);
    }
  }
}
