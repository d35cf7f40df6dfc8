package io.hallmark.certificates.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.certificates.profile.KeyUse;
import io.hallmark.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProfilesTest {
  @TempDir Path folder;

  static Iterable<String> names() {
    return Profiles.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void builtIn_everyName_isReadAndBearsIt(String name) {
    assertThat(Profiles.builtIn(name).name()).isEqualTo(name);
  }

  @Test
  void read_ownFile_saysWhatItSays() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            name: robots
            key-usages: [digitalSignature, keyAgreement]
            extended-key-usages: [clientAuth, 1.2.3.4]
            validity-days-max: 30
            keys: [EC_P256]
            subject: {required: [CN], allowed: [CN, O]}
            alternative-names: {kinds: [URI], required: true}
            policies: [1.2.3.4.5]
            waivers:
              subject-meaning: robots are named by a dash
            """);

    CertificateProfile profile = Profiles.read(file);

    assertThat(profile.validityMax()).isEqualTo(Duration.ofDays(30));
    assertThat(profile.keyUses())
        .containsExactlyInAnyOrder(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_AGREEMENT);
    assertThat(profile.waivers()).containsOnlyKeys("subject-meaning");
    assertThat(profile.authority()).isFalse();
  }

  @Test
  void read_manyFaults_namesAllAtOnceWithTheirPlaces() {
    SettingsException fault =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                Profiles.parse(
                    "bad.yaml",
                    """
                    name: Bad Name
                    self-signed: true
                    key-usages: [signEverything]
                    validity-days-max: 0
                    keys: []
                    subject: {required: [CN], allowed: [O]}
                    alternative-names: {kinds: [DNS, PHONE]}
                    waivers: {serial-positive: because I want to}
                    colour: blue
                    """));

    assertThat(fault.faults())
        .extracting(f -> f.key())
        .contains(
            "name",
            "authority",
            "key-usages[0]",
            "validity-days-max",
            "keys",
            "subject.allowed",
            "alternative-names.kinds[1]",
            "waivers.serial-positive",
            "colour");
    assertThat(fault).hasMessageContaining("bad.yaml:3:14");
  }

  @Test
  void builtIn_unknownName_listsThoseThereAre() {
    assertThatThrownBy(() -> Profiles.builtIn("leaf")).hasMessageContaining("tls-server");
  }
}
