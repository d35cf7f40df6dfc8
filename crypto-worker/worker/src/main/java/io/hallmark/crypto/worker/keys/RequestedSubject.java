package io.hallmark.crypto.worker.keys;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.name.AlternativeName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Whom a certification request is for. Immutable.
 *
 * @param subject distinguished name, never empty
 * @param alternativeNames DNS names and IP addresses; may be empty
 */
record RequestedSubject(X500Principal subject, List<AlternativeName> alternativeNames) {
  private static final int NAMES_MAX = 100;
  private static final int DNS_NAME_CHARS_MAX = 253;
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(\\*\\.)?[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

  RequestedSubject {
    alternativeNames = List.copyOf(alternativeNames);
  }

  /**
   * From texts.
   *
   * @param subject RFC 4514
   * @throws IllegalArgumentException naming the text that is malformed
   */
  static RequestedSubject parse(String subject, List<String> dnsNames, List<String> ipAddresses) {
    if (dnsNames.size() + ipAddresses.size() > NAMES_MAX) {
      throw new IllegalArgumentException("more than %d alternative names".formatted(NAMES_MAX));
    }
    List<AlternativeName> names = new ArrayList<>();
    dnsNames.forEach(name -> names.add(dnsName(name)));
    ipAddresses.forEach(address -> names.add(ipAddress(address)));
    return new RequestedSubject(distinguishedName(subject), names);
  }

  private static X500Principal distinguishedName(String text) {
    X500Principal principal;
    try {
      principal = new X500Principal(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "subject \"%s\" is no distinguished name as in RFC 4514".formatted(text), e);
    }
    if (principal.getName().isEmpty()) {
      throw new IllegalArgumentException("subject is empty, expected a distinguished name");
    }
    return principal;
  }

  private static AlternativeName dnsName(String text) {
    if (text.length() > DNS_NAME_CHARS_MAX || !DNS_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("\"%s\" is no DNS name".formatted(text));
    }
    return AlternativeName.dns(text);
  }

  private static AlternativeName ipAddress(String text) {
    try {
      return AlternativeName.ip(text);
    } catch (CertificatesException e) {
      throw new IllegalArgumentException("\"%s\" is no IP address".formatted(text), e);
    }
  }
}
