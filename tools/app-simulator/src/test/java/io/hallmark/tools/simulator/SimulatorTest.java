package io.hallmark.tools.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.hallmark.tools.simulator.FaultyLink.InboundCopy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SimulatorTest {
  private static final int MESSAGES = 500;
  private static final Route ROUTE =
      new Route("demo", "O=Alice,L=Zurich,C=CH", "O=Bob,L=Basel,C=CH");
  private static final AtomicLong RUNS = new AtomicLong(1);

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Bus bus;

  private final Load load = new Load(ROUTE, RUNS.getAndIncrement(), MESSAGES, 200, 0, 8);

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, 4, TopicCatalogue.P2P_OUT, TopicCatalogue.P2P_IN);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void reconciliation_perfectLink_isClean() {
    Reconciliation result = exchange(copies -> copies);

    assertThat(result.counts())
        .isEqualTo(new Reconciliation.Counts(MESSAGES, MESSAGES, 0, 0, 0, 0));
    assertThat(result.messagesPerSecond()).isPositive();
    assertThat(result.latencyMs(50)).isPositive().isLessThanOrEqualTo(result.latencyMs(99));
  }

  @Test
  void reconciliation_linkThatLoses_countsEachLoss() {
    Reconciliation result = exchange(copies -> copies.subList(3, MESSAGES));

    assertThat(result.counts().lost()).isEqualTo(3);
    assertThat(result.isClean()).isFalse();
  }

  @Test
  void reconciliation_linkThatDoubles_countsEachDouble() {
    Reconciliation result =
        exchange(copies -> Stream.concat(copies.stream(), copies.stream().limit(5)).toList());

    assertThat(result.counts())
        .isEqualTo(new Reconciliation.Counts(MESSAGES, MESSAGES, 0, 5, 0, 0));
  }

  @Test
  void reconciliation_linkThatReorders_countsWhatCameLate() {
    Reconciliation result =
        exchange(
            copies -> {
              Collections.reverse(copies);
              return copies;
            });

    // Of each key's messages all but the one that came first came after a later one.
    assertThat(result.counts().outOfOrder()).isEqualTo(MESSAGES - load.keys());
  }

  @Test
  void reconciliation_linkThatChangesContent_countsUnreadableAndLost() {
    Reconciliation result =
        exchange(
            copies -> {
              copies.set(7, copies.get(7).withFirstPayloadByteChanged());
              return copies;
            });

    assertThat(result.counts())
        .isEqualTo(new Reconciliation.Counts(MESSAGES, MESSAGES - 1, 1, 0, 0, 1));
  }

  @Test
  void programs_senderThenReceiver_agreeOnTheRun() throws Exception {
    Path json = folder.resolve("received.json");
    try (FaultyLink link = new FaultyLink(bus)) {
      assertThat(
              run(
                  "SENDER -k BUS --group demo --source CN=s --destination CN=d --messages 50 --run 99"
                      + " --rate 5000 --size 64"))
          .isZero();
      link.carry(50, copies -> copies);
    }

    assertThat(
            run(
                "receiver -k BUS --group demo --destination cn=D --messages 50 --run 99"
                    + " --from-beginning --json "
                    + json))
        .isZero();
    assertThat(Files.readString(json)).contains("\"delivered\" : 50", "\"p99\"");
  }

  @Test
  void receiver_nothingComes_exitsOneAfterItsTimeout() {
    assertThat(run("RECEIVER -k BUS --group demo --destination CN=nobody --messages 1 --timeout 1"))
        .isEqualTo(1);
  }

  @Test
  void sender_sizeTooSmall_exitsTwoAndSaysTheBounds() {
    assertThat(run("SENDER -k BUS --group demo --source CN=s --destination CN=d --size 3"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("size is 3", "expected: 44 to 900000");
  }

  @Test
  void open_topicMissing_saysWhatToDo(@TempDir Path other) {
    try (EmbeddedBroker empty = EmbeddedBroker.start(other)) {
      Bus emptyBus = Bus.at(empty.bootstrapServers());
      assertThatThrownBy(() -> Receiver.open(emptyBus, Expectation.of(load)))
          .hasMessageContaining("p2p.in")
          .hasMessageContaining("kafka-setup");
    }
  }

  private Reconciliation exchange(UnaryOperator<List<InboundCopy>> fault) {
    Expectation expectation =
        new Expectation(
            ROUTE.group(),
            ROUTE.destination(),
            OptionalLong.of(load.run()),
            MESSAGES,
            false,
            Duration.ofSeconds(2),
            Duration.ofMillis(300));
    AtomicLong acknowledged = new AtomicLong();
    try (Receiver receiver = Receiver.open(bus, expectation);
        FaultyLink link = new FaultyLink(bus)) {
      Sender.Outcome sent = new Sender(bus).send(load, acknowledged::set);
      assertThat(sent).isEqualTo(new Sender.Outcome(MESSAGES, 0, ""));
      assertThat(acknowledged).hasValue(MESSAGES);
      link.carry(MESSAGES, fault);
      return receiver.receive(delivered -> {});
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs one line of words, with the bus where it says BUS. */
  private int run(String line) {
    CommandLine program = AppSimulatorProgram.commandLine();
    program.setOut(new PrintWriter(out, true));
    program.setErr(new PrintWriter(err, true));
    return program.execute(line.replace("BUS", broker.bootstrapServers()).split(" "));
  }
}
