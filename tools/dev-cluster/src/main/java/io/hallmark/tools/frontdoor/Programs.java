package io.hallmark.tools.frontdoor;

import io.hallmark.crypto.cli.CryptoProgram;
import io.hallmark.crypto.worker.CryptoWorkerProgram;
import io.hallmark.fakeca.FakeCaProgram;
import io.hallmark.gateway.GatewayProgram;
import io.hallmark.hsm.cli.HsmProgram;
import io.hallmark.link.LinkManagerProgram;
import io.hallmark.tools.broker.BrokerProgram;
import io.hallmark.tools.ceremony.CeremonyProgram;
import io.hallmark.tools.cluster.ClusterProgram;
import io.hallmark.tools.cluster.DemoProgram;
import io.hallmark.tools.kafkasetup.KafkaSetupProgram;
import io.hallmark.tools.p2psetup.P2pSetupProgram;
import io.hallmark.tools.simulator.AppSimulatorProgram;
import java.util.List;
import picocli.CommandLine;

/** Every program behind the front door, as {@code tools/bin/lib/programs.sh} lists them. */
final class Programs {
  private Programs() {}

  /** Each not yet run, by the order of that list. */
  static List<CommandLine> all() {
    return List.of(
        CryptoWorkerProgram.commandLine(),
        LinkManagerProgram.commandLine(),
        GatewayProgram.commandLine(),
        HsmProgram.commandLine(),
        CryptoProgram.commandLine(),
        CeremonyProgram.commandLine(),
        FakeCaProgram.commandLine(),
        KafkaSetupProgram.commandLine(),
        P2pSetupProgram.commandLine(),
        AppSimulatorProgram.commandLine(),
        BrokerProgram.commandLine(),
        ClusterProgram.commandLine(),
        DemoProgram.commandLine());
  }
}
