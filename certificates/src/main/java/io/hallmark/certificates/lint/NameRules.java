package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.profile.SubjectShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Rules about the subject's name. */
final class NameRules {
  private static final String CORRECT = "correct the subject";
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final Pattern MEANS_NOTHING = Pattern.compile("[\\s.\\-_?*]*");

  /** Upper bounds in characters (RFC 5280 appendix A.1). */
  private static final Map<ASN1ObjectIdentifier, Integer> LENGTHS =
      Map.of(
          BCStyle.CN, 64,
          BCStyle.O, 64,
          BCStyle.OU, 64,
          BCStyle.L, 128,
          BCStyle.ST, 128,
          BCStyle.SERIALNUMBER, 64,
          BCStyle.C, 2);

  /** Attributes that have an encoding of their own (RFC 5280 appendix A.1). */
  private static final Set<ASN1ObjectIdentifier> OWN_ENCODING =
      Set.of(BCStyle.DC, BCStyle.EmailAddress);

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "subject-present",
              "RFC 5280 section 4.1.2.6",
              "a subject, where it is an authority's or has no alternative names",
              "give it a subject",
              subject ->
                  when(
                      subject.tbs().getSubject().getRDNs().length == 0
                          && (subject.isAuthority() || subject.names().length == 0),
                      "the subject is empty")),
          LintRule.before(
              "subject-encoding",
              "RFC 5280 section 4.1.2.4",
              "a subject of PrintableString and UTF8String only, the country in PrintableString",
              "make the name again, from text",
              each(NameRules::encoding)),
          LintRule.before(
              "subject-length",
              "RFC 5280 appendix A.1",
              "attributes no longer than their upper bounds, as 64 characters for a common name",
              "shorten it",
              each(NameRules::length)),
          LintRule.before(
                  "subject-country",
                  "BR section 7.1.4.2",
                  "a country of two capital letters (ISO 3166-1)",
                  CORRECT,
                  each(
                      part ->
                          when(
                              part.getType().equals(BCStyle.C)
                                  && !COUNTRY.matcher(text(part)).matches(),
                              "the country is \"%s\"".formatted(text(part)))))
              .unlessWaived(),
          LintRule.before(
                  "subject-meaning",
                  "BR section 7.1.4.2",
                  "attributes that say something, without blanks at their ends",
                  "leave the attribute out, or correct it",
                  each(
                      part ->
                          when(
                              MEANS_NOTHING.matcher(text(part)).matches()
                                  || !text(part).equals(text(part).strip()),
                              "attribute %s is \"%s\"".formatted(name(part), text(part)))))
              .unlessWaived(),
          LintRule.before(
                  "subject-single",
                  "BR section 7.1.4.2",
                  "one attribute in each part of the name, and each once but for OU and DC",
                  CORRECT,
                  NameRules::single)
              .unlessWaived(),
          LintRule.before(
              "subject-of-profile",
              "the profile",
              "the attributes that its profile wants",
              CORRECT,
              NameRules::ofProfile));

  private NameRules() {}

  private static LintRule.Check each(Function<AttributeTypeAndValue, Optional<String>> check) {
    return subject -> parts(subject).flatMap(part -> check.apply(part).stream()).findFirst();
  }

  private static Stream<AttributeTypeAndValue> parts(LintSubject subject) {
    return Arrays.stream(subject.tbs().getSubject().getRDNs())
        .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()));
  }

  private static String text(AttributeTypeAndValue part) {
    return part.getValue() instanceof org.bouncycastle.asn1.ASN1String string
        ? string.getString()
        : IETFUtils.valueToString(part.getValue());
  }

  private static String name(AttributeTypeAndValue part) {
    String symbol = BCStyle.INSTANCE.oidToDisplayName(part.getType());
    return symbol == null ? part.getType().getId() : symbol;
  }

  private static Optional<String> encoding(AttributeTypeAndValue part) {
    boolean printable = part.getValue() instanceof DERPrintableString;
    boolean right =
        part.getType().equals(BCStyle.C)
            ? printable
            : printable
                || part.getValue() instanceof DERUTF8String
                || OWN_ENCODING.contains(part.getType());
    return when(
        !right,
        "attribute %s is encoded as %s"
            .formatted(name(part), part.getValue().getClass().getSimpleName()));
  }

  private static Optional<String> length(AttributeTypeAndValue part) {
    Integer most = LENGTHS.get(part.getType());
    return when(
        most != null && text(part).codePointCount(0, text(part).length()) > most,
        "attribute %s has %d characters".formatted(name(part), text(part).length()));
  }

  private static Optional<String> single(LintSubject subject) {
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    for (RDN rdn : subject.tbs().getSubject().getRDNs()) {
      if (rdn.isMultiValued()) {
        return Optional.of("a part of the name has several attributes");
      }
      ASN1ObjectIdentifier type = rdn.getFirst().getType();
      boolean repeatable = type.equals(BCStyle.OU) || type.equals(BCStyle.DC);
      if (!seen.add(type) && !repeatable) {
        return Optional.of("attribute %s stands twice".formatted(name(rdn.getFirst())));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofProfile(LintSubject subject) {
    SubjectShape shape = subject.profile().subject();
    List<String> present = parts(subject).map(NameRules::name).toList();
    Optional<String> missing =
        shape.required().stream().filter(name -> !present.contains(name)).findFirst();
    if (missing.isPresent()) {
      return Optional.of(
          "the subject has no %s and profile %s requires %s"
              .formatted(missing.get(), subject.profile().name(), shape.required()));
    }
    return present.stream()
        .filter(name -> !shape.allowed().isEmpty() && !shape.allowed().contains(name))
        .findFirst()
        .map(
            name ->
                "the subject has %s and profile %s allows %s"
                    .formatted(name, subject.profile().name(), shape.allowed()));
  }
}
