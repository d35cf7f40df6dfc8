package io.hallmark.certificates.name;

import io.hallmark.certificates.CertificatesException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/**
 * A subject alternative name (RFC 5280 section 4.2.1.6). What a DNS name may look like is the
 * lint's to say. Immutable.
 *
 * @param kind what it names
 * @param value as people write it
 */
public record AlternativeName(Kind kind, String value) {
  /** How many a request or a certificate may have. */
  public static final int COUNT_MAX = 100;

  /** What is named. */
  public enum Kind {
    DNS(GeneralName.dNSName),
    IP(GeneralName.iPAddress),
    URI(GeneralName.uniformResourceIdentifier),
    EMAIL(GeneralName.rfc822Name);

    private final int tag;

    Kind(int tag) {
      this.tag = tag;
    }
  }

  public AlternativeName {
    if (value.isEmpty()) {
      throw CertificatesException.badInput(
          "an alternative name is empty, expected a value; give one or leave it out");
    }
    if (kind == Kind.IP && !IPAddress.isValid(value)) {
      throw CertificatesException.badInput(
          "IP address \"%s\" is none, expected IPv4 (192.0.2.1) or IPv6 (2001:db8::1); correct it"
              .formatted(value));
    }
  }

  public static AlternativeName dns(String name) {
    return new AlternativeName(Kind.DNS, name);
  }

  public static AlternativeName ip(String address) {
    return new AlternativeName(Kind.IP, address);
  }

  /**
   * Names out of a request or certificate.
   *
   * @param what it is called in a fault
   */
  public static List<AlternativeName> of(String what, GeneralNames names) {
    if (names.getNames().length > COUNT_MAX) {
      throw CertificatesException.badInput(
          "%s has %d alternative names, expected at most %d"
              .formatted(what, names.getNames().length, COUNT_MAX));
    }
    List<AlternativeName> all = new ArrayList<>();
    for (GeneralName name : names.getNames()) {
      all.add(of(what, name));
    }
    return List.copyOf(all);
  }

  private static AlternativeName of(String what, GeneralName name) {
    for (Kind kind : Kind.values()) {
      if (kind.tag == name.getTagNo()) {
        return new AlternativeName(
            kind, kind == Kind.IP ? address(what, name) : name.getName().toString());
      }
    }
    throw CertificatesException.refused(
        "%s has the alternative name %s, expected DNS names, IP addresses, URIs and e-mail"
            .formatted(what, name));
  }

  private static String address(String what, GeneralName name) {
    try {
      // Octets are resolved by nobody: they are the address itself.
      return InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets())
          .getHostAddress();
    } catch (UnknownHostException e) {
      throw CertificatesException.badInput(
          what + " has an IP address of neither 4 nor 16 octets", e);
    }
  }

  /** In ASN.1. */
  public GeneralName asn1() {
    return new GeneralName(kind.tag, value);
  }

  public static GeneralNames asn1(List<AlternativeName> names) {
    return new GeneralNames(names.stream().map(AlternativeName::asn1).toArray(GeneralName[]::new));
  }

  /** {@code DNS:alice.test}. */
  @Override
  public String toString() {
    return kind + ":" + value;
  }
}
