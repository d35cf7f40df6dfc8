package io.hallmark.tools.p2psetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.settings.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MembershipFilesTest {
  @TempDir Path folder;
  private Fixture files;

  @BeforeEach
  void writeFiles() throws Exception {
    files = Fixture.in(folder);
  }

  @Test
  void groups_goodFile_hasValuesAndDefaults() throws Exception {
    Group group = MembershipFiles.groups(List.of(files.group())).get(0);

    assertThat(group.id()).isEqualTo("demo");
    assertThat(group.trustRoots()).hasSize(1);
    assertThat(group.eventHorizon()).isEqualTo(Duration.ofDays(3));
    assertThat(group.payloadBytesMax()).isEqualTo(Group.PAYLOAD_BYTES_MAX_DEFAULT);
  }

  @Test
  void members_nameWithSpaces_isBroughtIntoOneForm() throws Exception {
    Member member = MembershipFiles.members(List.of(files.member())).get(0);

    assertThat(member.name()).isEqualTo(Fixture.ALICE);
    assertThat(member.active()).isTrue();
    assertThat(member.endpoints()).hasSize(2);
    assertThat(member.sessionKeys().get(0).scheme()).isEqualTo(WireSignatureScheme.ECDSA_SHA256);
  }

  @Test
  void identities_goodFile_takesSchemeAndServerNamesFromKeyAndCertificate() throws Exception {
    HostedIdentity identity = MembershipFiles.identities(List.of(files.identity())).get(0);

    assertThat(identity.serverNames()).containsExactly("gateway.alice.test");
    assertThat(identity.tlsChain()).hasSize(2);
    assertThat(identity.sessionKey()).hasToString("alice/session");
    assertThat(identity.sessionScheme()).isEqualTo(WireSignatureScheme.ECDSA_SHA256);
    assertThat(identity.sessionKeyId())
        .isEqualTo(
            MembershipFiles.members(List.of(files.member())).get(0).sessionKeys().get(0).id());
  }

  @Test
  void write_member_isReadBackTheSame() throws Exception {
    Member member = MembershipFiles.members(List.of(files.member())).get(0);
    Path copy = files.write("copy.yaml", MembershipFiles.write(member));

    assertThat(MembershipFiles.members(List.of(copy))).containsExactly(member);
  }

  @Test
  void members_manyFaultsInTwoFiles_areReportedAtOnceWithTheirPlaces() throws Exception {
    Path first =
        files.write(
            "first.yaml",
            """
            group: Demo!
            name: Alice
            endpoints: ['http://a.test:80', 'https://a.test']
            sessionKeys:
              - publicKeyFile: nowhere.pem
              - publicKeyFile: session.pem
                scheme: ED25519
              - publicKeyFile: other.pem
            statsu: ACTIVE
            """);
    Path second = files.write("second.yaml", "group: demo\n");

    assertThat(faults(() -> MembershipFiles.members(List.of(first, second))))
        .extracting(fault -> fault.place().replace(folder + "/", "") + " " + fault.key())
        .containsExactly(
            "first.yaml:1:8 group",
            "first.yaml:2:7 name",
            "first.yaml:3:13 endpoints[0]",
            "first.yaml:3:33 endpoints[1]",
            "first.yaml:5:20 sessionKeys[0].publicKeyFile",
            "first.yaml:7:13 sessionKeys[1].scheme",
            "first.yaml:8:20 sessionKeys[2].publicKeyFile",
            "first.yaml:9:1 statsu",
            "second.yaml:1:1 name",
            "second.yaml:1:1 sessionKeys");
  }

  @Test
  void fault_asText_namesFileKeyValueAndExpectation() throws Exception {
    Path file = files.write("m.yaml", "group: demo\nname: Alice\nsessionKeys: []\n");

    assertThat(faults(() -> MembershipFiles.members(List.of(file))).get(0))
        .hasToString(
            folder
                + "/m.yaml:2:7: name is \"Alice\", expected a distinguished name such as"
                + " O=Alice,L=Zurich,C=CH");
  }

  @Test
  void identities_chainOfSomeoneElse_isAFault() throws Exception {
    Path file =
        files.write(
            "identity.yaml",
            """
            group: demo
            name: O=Bob,L=Basel,C=CH
            tls: {key: bob/tls, chainFile: chain.pem, serverNames: [other.test]}
            session: {key: bob, publicKeyFile: session.pem}
            """);

    assertThat(faults(() -> MembershipFiles.identities(List.of(file))))
        .extracting(Fault::key)
        .containsExactly("tls.chainFile", "session.key");
  }

  @Test
  void identities_serverNameNotInCertificate_isAFault() throws Exception {
    Path file =
        files.write(
            "identity.yaml",
            """
            group: demo
            name: O=Alice,L=Zurich,C=CH
            tls: {key: alice/tls, chainFile: chain.pem, serverNames: [other.test]}
            session: {key: alice/session, publicKeyFile: session.pem}
            """);

    assertThat(faults(() -> MembershipFiles.identities(List.of(file))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.expected()).contains("gateway.alice.test"));
  }

  @Test
  void groups_trustRootIsNoAuthority_isAFault() throws Exception {
    Path file = files.write("g.yaml", "group: demo\ntrustRoots: [chain.pem]\n");

    assertThat(faults(() -> MembershipFiles.groups(List.of(file))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("trustRoots[0]"));
  }

  @Test
  void groups_trustRootWithNameConstraints_isAFaultSinceNobodyWouldKeepThem() throws Exception {
    Process openssl =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout",
                    folder.resolve("constrained.key").toString(),
                    "-subj",
                    "/O=Root",
                    "-addext",
                    "nameConstraints=critical,permitted;DNS:alice.test",
                    "-out",
                    folder.resolve("constrained.pem").toString()))
            .redirectErrorStream(true)
            .start();
    byte[] unused = openssl.getInputStream().readAllBytes();
    assertThat(openssl.waitFor()).isZero();
    Path file = files.write("g.yaml", "group: demo\ntrustRoots: [constrained.pem]\n");

    assertThat(faults(() -> MembershipFiles.groups(List.of(file))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.expected()).contains("without name constraints"));
  }

  @Test
  void anyFile_notYamlMissingOrDoubleKey_isAFault() throws Exception {
    Path broken = files.write("broken.yaml", "group: [demo\nname: x");
    Path empty = files.write("empty.yaml", "");
    Path twice = files.write("twice.yaml", "group: demo\ngroup: demo\ntrustRoots: [roots.pem]\n");
    Path missing = folder.resolve("missing.yaml");

    assertThat(faults(() -> MembershipFiles.groups(List.of(broken, empty, twice, missing))))
        .extracting(fault -> Path.of(fault.source()).getFileName().toString())
        .containsExactly("broken.yaml", "empty.yaml", "twice.yaml", "missing.yaml");
  }

  private static List<Fault> faults(ThrowingCallable call) {
    return catchThrowableOfType(FaultyFilesException.class, call).faults();
  }
}
