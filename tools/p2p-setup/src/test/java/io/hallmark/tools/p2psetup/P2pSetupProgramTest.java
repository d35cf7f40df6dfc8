package io.hallmark.tools.p2psetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.tools.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class P2pSetupProgramTest {
  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Fixture files;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    TopicCreation.create(
        Bus.at(broker.bootstrapServers()),
        1,
        TopicCatalogue.MEMBERSHIP_GROUPS,
        TopicCatalogue.MEMBERSHIP_MEMBERS,
        TopicCatalogue.MEMBERSHIP_IDENTITIES,
        TopicCatalogue.CONFIG);
    files = Fixture.in(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void publications_all_areListedAndExported() throws Exception {
    assertThat(run("group", files.group().toString())).isZero();
    assertThat(run("member", files.member().toString())).isZero();
    assertThat(run("identity", files.identity().toString())).isZero();

    assertThat(run("list", "--json")).isZero();
    JsonNode listed = new ObjectMapper().readTree(out.toString());
    assertThat(listed.at("/groups/0/id").asText()).isEqualTo("demo");
    assertThat(listed.at("/members/0/name").asText()).isEqualTo(Fixture.ALICE);
    assertThat(listed.at("/members/0/endpoints")).hasSize(2);
    assertThat(listed.at("/identities/0/tlsKey").asText()).isEqualTo("alice/tls");
    assertThat(listed.at("/identities/0/sessionKeyId"))
        .isEqualTo(listed.at("/members/0/sessionKeys/0/id"));

    out.getBuffer().setLength(0);
    assertThat(run("export-member", "--group", "demo", "--name", "O=alice,L=Zurich,C=CH")).isZero();
    Path exported = files.write("exported.yaml", out.toString());
    assertThat(run("member", exported.toString())).isZero();
  }

  @Test
  void member_oneOfTwoFilesFaulty_exitsTwoAndPublishesNeither() throws Exception {
    Path good =
        files.write(
            "good.yaml", "group: never\nname: CN=x\nsessionKeys: [{publicKeyFile: session.pem}]\n");
    Path bad = files.write("bad.yaml", "group: never\nnmae: CN=y\n");

    assertThat(run("member", good.toString(), bad.toString())).isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> line.startsWith("error: ")))
        .contains("error: nmae is not a known key")
        .hasSize(3);
    assertThat(err.toString()).contains("  where: " + bad + ":2:1").doesNotContain("good.yaml");
    assertThat(run("list")).isZero();
    assertThat(out.toString()).doesNotContain("never");
  }

  @Test
  void config_changed_getsTheNextVersion() throws Exception {
    Path file = files.write("link.yaml", "parkAfter: 30s\n");

    assertThat(run("config", "link-manager", file.toString())).isZero();
    assertThat(run("config", "link-manager", file.toString())).isZero();
    assertThat(err.toString()).contains("version 1").doesNotContain("version 2");
    files.write("link.yaml", "parkAfter: 60s\n");
    assertThat(run("config", "link-manager", file.toString())).isZero();
    assertThat(err.toString()).contains("version 2");
  }

  @Test
  void exportMember_unknown_exitsTwoAndSaysWhereToLook() {
    assertThat(run("export-member", "--group", "demo", "--name", "CN=nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("CN=nobody", "p2p-setup list");
  }

  private int run(String... arguments) {
    CommandLine program = P2pSetupProgram.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-k";
    all[arguments.length + 1] = broker.bootstrapServers();
    return program.execute(all);
  }
}
