package io.hallmark.certificates.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.settings.SettingsException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds what is against it, in a draft that is good but for that. */
final class LintRulesTest {
  @Test
  void check_goodDrafts_breakNoRule() {
    assertThat(ids(TestHierarchy.root(BrokenDrafts.KEY).build())).isEmpty();
    assertThat(ids(TestHierarchy.issuing(BrokenDrafts.KEY, BrokenDrafts.MADE.root()).build()))
        .isEmpty();
    assertThat(ids(BrokenDrafts.MADE.server(BrokenDrafts.KEY).build())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> check_draftAgainstOneRule_findsIt() {
    return BrokenDrafts.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(ids(entry.getValue().make()))
                            .contains(BrokenDrafts.rule(entry.getKey()))));
  }

  @Test
  void rules_all_areTriedHereAndSayWhereTheyAreWritten() {
    Set<String> tried =
        BrokenDrafts.all().keySet().stream().map(BrokenDrafts::rule).collect(Collectors.toSet());

    assertThat(tried)
        .containsExactlyInAnyOrderElementsOf(
            LintRules.all().stream()
                .filter(rule -> rule.stage() == Stage.BEFORE)
                .map(Rule::id)
                .toList());
    assertThat(LintRules.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.reference()).matches("(RFC|BR|the profile).*");
              assertThat(rule.wants()).isNotBlank();
              assertThat(rule.remedy()).isNotBlank();
            })
        .extracting(Rule::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void check_waivedRule_isNotFound() throws Exception {
    CertificateProfile profile =
        Profiles.parse(
            "peers",
            """
            name: peers
            key-usages: [digitalSignature]
            extended-key-usages: [serverAuth, clientAuth]
            validity-days-max: 400
            keys: [EC_P256]
            subject: {}
            waivers: {names-present: peers are known by their subject}
            """);
    CertificateDraft draft =
        CertificateDraft.of(profile)
            .subject(DistinguishedNames.parse("O=Alice"))
            .key(BrokenDrafts.KEY.getPublic())
            .validity(TestHierarchy.YEAR)
            .issuer(BrokenDrafts.MADE.issuing())
            .build();

    assertThat(ids(draft)).isEmpty();
  }

  @Test
  void finding_itsText_saysWhatWhereAndWhatToDo() throws Exception {
    LintResult result = CertificateLint.check(BrokenDrafts.all().get("serial-positive").make());

    assertThat(findings(result))
        .extracting(Finding::toString)
        .contains(
            "serial-positive: the serial number is 0, expected a serial number above zero (RFC"
                + " 5280 section 4.1.2.2); take SerialNumber.random()");
  }

  private static List<String> ids(CertificateDraft draft) {
    return findings(CertificateLint.check(draft)).stream()
        .map(finding -> finding.rule().id())
        .toList();
  }

  private static List<Finding> findings(LintResult result) {
    return result.fold(
        new LintResult.Cases<>() {
          @Override
          public List<Finding> passed(LintedDraft draft) {
            return List.of();
          }

          @Override
          public List<Finding> rejected(List<Finding> findings) {
            return findings;
          }
        });
  }

  @Test
  void parse_waiverOfAnRfcRule_isAFault() {
    assertThatThrownBy(
            () ->
                Profiles.parse(
                    "p",
                    Profiles.builtInText("tls-server") + "waivers: {rsa-exponent: I like three}\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("waivers.rsa-exponent");
  }
}
