package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.profile.KeyPurpose;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/** Rules about subject alternative names. */
final class AlternativeNameRules {
  private static final String CORRECT = "correct the name";
  private static final int DNS_NAME_MAX = 253;
  private static final String WILDCARD = "*.";

  /** Letters, digits and hyphens, 1 to 63 of them (RFC 1034 section 3.5, RFC 1123 section 2.1). */
  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private static final Pattern ALL_NUMERIC = Pattern.compile("([0-9]+\\.)*[0-9]+");

  private static final Map<Integer, AlternativeName.Kind> KINDS =
      Map.of(
          GeneralName.dNSName, AlternativeName.Kind.DNS,
          GeneralName.iPAddress, AlternativeName.Kind.IP,
          GeneralName.uniformResourceIdentifier, AlternativeName.Kind.URI,
          GeneralName.rfc822Name, AlternativeName.Kind.EMAIL);

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
                  "names-present",
                  "BR section 7.1.2.7.12 and RFC 9525 section 6.3",
                  "an alternative name where it is a TLS server's, and where its profile requires one",
                  "give it the DNS names and IP addresses that it is found by",
                  subject ->
                      when(
                          subject.names().length == 0
                              && (subject.profile().isServer()
                                  || subject.profile().alternativeNames().required()),
                          "there is none"))
              .unlessWaived(),
          LintRule.before(
              "names-of-profile",
              "the profile",
              "alternative names of the kinds that its profile allows",
              "leave the name out",
              AlternativeNameRules::ofProfile),
          LintRule.before(
              "names-critical",
              "RFC 5280 section 4.2.1.6",
              "alternative names that are critical where the subject is empty, and nowhere else",
              "build it with CertificateDraft",
              AlternativeNameRules::critical),
          LintRule.before(
              "names-unique",
              "BR section 7.1.2.7.12",
              "each alternative name once",
              "leave the second out",
              AlternativeNameRules::unique),
          LintRule.before(
              "dns-name-syntax",
              "RFC 5280 section 4.2.1.6 and RFC 1034 section 3.5",
              "DNS names of letters, digits and hyphens, labels up to 63, all up to %d characters"
                  .formatted(DNS_NAME_MAX),
              CORRECT,
              dns(name -> !isDnsName(name))),
          LintRule.before(
              "dns-name-wildcard",
              "BR section 3.2.2.6 and RFC 9525 section 6.3",
              "a wildcard only as the whole first label above two others, where its profile allows it",
              "name the hosts",
              AlternativeNameRules::wildcard),
          LintRule.before(
              "dns-name-no-address",
              "BR section 7.1.2.7.12",
              "no IP address as a DNS name",
              "give it as an IP address",
              dns(name -> ALL_NUMERIC.matcher(name).matches())),
          LintRule.before(
              "ip-address-octets",
              "RFC 5280 section 4.2.1.6",
              "IP addresses of 4 or 16 octets",
              CORRECT,
              subject ->
                  Arrays.stream(subject.names())
                      .filter(name -> name.getTagNo() == GeneralName.iPAddress)
                      .map(name -> ASN1OctetString.getInstance(name.getName()).getOctets().length)
                      .filter(octets -> octets != 4 && octets != 16)
                      .findFirst()
                      .map(octets -> "an IP address has %d octets".formatted(octets))),
          LintRule.before(
                  "common-name-among-names",
                  "BR section 7.1.4.3",
                  "a common name that is one of the alternative names, where it is a TLS server's",
                  "leave the common name out, or make it one of the names",
                  AlternativeNameRules::commonName)
              .unlessWaived());

  private AlternativeNameRules() {}

  private static Stream<String> dnsNames(LintSubject subject) {
    return Arrays.stream(subject.names())
        .filter(name -> name.getTagNo() == GeneralName.dNSName)
        .map(name -> name.getName().toString());
  }

  private static LintRule.Check dns(Predicate<String> wrong) {
    return subject ->
        dnsNames(subject)
            .filter(wrong)
            .findFirst()
            .map(name -> "a DNS name is \"%s\"".formatted(name));
  }

  private static boolean isDnsName(String name) {
    String plain = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
    // A star elsewhere is the wildcard rule's to name.
    return name.length() <= DNS_NAME_MAX
        && (plain.contains("*") || LABELS.matcher(plain).matches());
  }

  private static Optional<String> wildcard(LintSubject subject) {
    boolean allowed = subject.profile().alternativeNames().wildcards();
    return dnsNames(subject)
        .filter(name -> name.contains("*"))
        .filter(name -> !allowed || !isWildcard(name))
        .findFirst()
        .map(name -> "a DNS name is \"%s\"".formatted(name));
  }

  private static boolean isWildcard(String name) {
    String rest = name.substring(Math.min(name.length(), WILDCARD.length()));
    return name.startsWith(WILDCARD) && !rest.contains("*") && rest.contains(".");
  }

  private static Optional<String> ofProfile(LintSubject subject) {
    Set<AlternativeName.Kind> allowed = subject.profile().alternativeNames().kinds();
    return Arrays.stream(subject.names())
        .filter(name -> !allowed.contains(KINDS.get(name.getTagNo())))
        .findFirst()
        .map(
            name ->
                "there is %s and profile %s allows %s"
                    .formatted(
                        name, subject.profile().name(), allowed.isEmpty() ? "none" : allowed));
  }

  private static Optional<String> critical(LintSubject subject) {
    boolean empty = subject.tbs().getSubject().getRDNs().length == 0;
    return subject
        .extension(Extension.subjectAlternativeName)
        .flatMap(
            extension ->
                when(
                    extension.isCritical() != empty,
                    "they are %s and the subject is %s"
                        .formatted(
                            extension.isCritical() ? "critical" : "not critical",
                            empty ? "empty" : "not empty")));
  }

  private static Optional<String> unique(LintSubject subject) {
    Set<String> seen = new HashSet<>();
    return Arrays.stream(subject.names())
        .map(name -> name.toString().toLowerCase(Locale.ROOT))
        .filter(name -> !seen.add(name))
        .findFirst()
        .map(name -> "%s stands twice".formatted(name));
  }

  private static Optional<String> commonName(LintSubject subject) {
    RDN[] names = subject.tbs().getSubject().getRDNs(BCStyle.CN);
    if (names.length == 0 || !subject.profile().purposes().contains(KeyPurpose.SERVER_AUTH)) {
      return Optional.empty();
    }
    String name =
        names[0].getFirst().getValue() instanceof ASN1String text
            ? text.getString()
            : names[0].getFirst().getValue().toString();
    boolean among =
        Stream.concat(dnsNames(subject), addresses(subject)).anyMatch(name::equalsIgnoreCase);
    return when(!among, "the common name is \"%s\"".formatted(name));
  }

  private static Stream<String> addresses(LintSubject subject) {
    return Arrays.stream(subject.names())
        .filter(name -> name.getTagNo() == GeneralName.iPAddress)
        .map(name -> address(ASN1OctetString.getInstance(name.getName()).getOctets()));
  }

  private static String address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException e) {
      return ""; // Rule ip-address-octets says so.
    }
  }
}
