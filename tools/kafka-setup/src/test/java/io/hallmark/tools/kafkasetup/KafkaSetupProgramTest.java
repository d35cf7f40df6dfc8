package io.hallmark.tools.kafkasetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.SchemaPublication;
import io.hallmark.messaging.schema.SchemaView;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class KafkaSetupProgramTest {
  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void apply_onceAndAgain_createsThenChangesNothingThenRefuses() throws Exception {
    assertThat(run("apply -k BUS --dry-run")).isZero();
    assertThat(out.toString()).contains("would create p2p.out (8 partitions, 1 replicas");
    assertThat(topics()).isEmpty();

    assertThat(run("apply -k BUS --partitions 4")).isZero();
    Map<String, TopicDescription> made = topics();
    assertThat(made).containsOnlyKeys(TopicCatalogue.all().stream().map(Topic::name).toList());
    assertThat(made.get("p2p.out").partitions()).hasSize(4);
    assertThat(made.get("membership.members").partitions()).hasSize(1);

    assertSchemasPublished();

    out.getBuffer().setLength(0);
    assertThat(run("apply -k BUS")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("all is as it should be");

    assertThat(run("apply -k BUS --partitions 8")).isEqualTo(3);
    assertThat(err.toString())
        .contains("refused: topic p2p.out is stateful and has 4 partitions, asked for 8")
        .contains("expected: the number it was created with", "remedy: leave out --partitions");
    assertThat(topics().get("link.out").partitions()).hasSize(4);

    growLinkOut();
    assertThat(run("apply -k BUS")).isZero();
    assertThat(topics().get("link.out").partitions()).hasSize(5);
  }

  @Test
  void acls_brokerWithoutAuthorizer_exitsOneAndSaysSo() {
    assertThat(run("acls -k BUS --apply")).isEqualTo(1);
    assertThat(err.toString())
        .containsIgnoringCase("authorizer")
        .contains(
            "where: hallmark kafka-setup acls", "expected: brokers that run", "remedy: check");
  }

  @Test
  void apply_noPartitions_exitsTwo() {
    assertThat(run("apply -k BUS --partitions 0")).isEqualTo(2);
    assertThat(err.toString()).contains("partitions is 0", "expected: 1 to 1000");
  }

  @Test
  void table_everyTopic_isThere() {
    assertThat(run("table")).isZero();
    assertThat(out.toString().lines()).hasSize(TopicCatalogue.all().size() + 2);
    assertThat(out.toString())
        .contains(
            "| `p2p.out` S | application's ordering key → OutboundMessage | delete | 7 d | 8 |");
  }

  private void assertSchemasPublished() {
    Bus bus = Bus.at(broker.bootstrapServers());
    try (SchemaView schemas = SchemaView.start(bus, "test", new SimpleMeterRegistry())) {
      await().until(() -> schemas.readiness().isReady());
      assertThat(SchemaPublication.all())
          .allSatisfy(
              schema ->
                  assertThat(schemas.find(SchemaNormalization.parsingFingerprint64(schema)))
                      .contains(schema));
    }
  }

  private void growLinkOut() throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of("link.out", NewPartitions.increaseTo(5))).all().get();
    }
    await().until(() -> topics().get("link.out").partitions().size() == 5);
  }

  private Map<String, TopicDescription> topics() throws Exception {
    try (Admin admin = admin()) {
      return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get();
    }
  }

  private Admin admin() {
    return BusClients.admin(Bus.at(broker.bootstrapServers()), "test");
  }

  /** Runs one line of words, with the bus where it says BUS. */
  private int run(String line) {
    CommandLine program = KafkaSetupProgram.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(line.replace("BUS", broker.bootstrapServers()).split(" "));
  }
}
