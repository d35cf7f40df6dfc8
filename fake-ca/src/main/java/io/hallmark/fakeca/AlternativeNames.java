package io.hallmark.fakeca;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** Subject alternative names (RFC 5280 section 4.2.1.6): DNS names and IP addresses only. */
final class AlternativeNames {
  static final int COUNT_MAX = 100;
  private static final Pattern DNS_NAME =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  private AlternativeNames() {}

  static GeneralNames of(List<String> dnsNames, List<String> ipAddresses) {
    List<GeneralName> names = new ArrayList<>();
    for (String name : dnsNames) {
      if (!DNS_NAME.matcher(name).matches()) {
        throw FakeCaException.badInput(
            "DNS name \"%s\" does not match %s".formatted(name, DNS_NAME));
      }
      names.add(new GeneralName(GeneralName.dNSName, name));
    }
    for (String address : ipAddresses) {
      if (!IPAddress.isValid(address)) {
        throw FakeCaException.badInput(
            "IP address \"%s\" is neither IPv4 (192.0.2.1) nor IPv6 (2001:db8::1)"
                .formatted(address));
      }
      names.add(new GeneralName(GeneralName.iPAddress, address));
    }
    return checked("the certificate", new GeneralNames(names.toArray(GeneralName[]::new)));
  }

  /** What a request asks for, provided that it is nothing but DNS names and IP addresses. */
  static GeneralNames checked(String what, GeneralNames names) {
    if (names.getNames().length > COUNT_MAX) {
      throw FakeCaException.badInput(
          "%s names %d alternative names, at most %d are signed"
              .formatted(what, names.getNames().length, COUNT_MAX));
    }
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() != GeneralName.dNSName && name.getTagNo() != GeneralName.iPAddress) {
        throw FakeCaException.refused(
            "%s asks for the alternative name %s; only DNS names and IP addresses are signed"
                .formatted(what, name));
      }
    }
    return names;
  }
}
