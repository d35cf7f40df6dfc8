package io.hallmark.tools.kafkasetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AclCommandsTest {
  private final List<String> commands = AclSetup.commands("localhost:9092", "User:hallmark-");

  @Test
  void commands_gateway_maySignForTlsAndDeliverFramesOnly() {
    assertThat(commands)
        .filteredOn(command -> command.contains("User:hallmark-gateway'"))
        .filteredOn(command -> command.contains("Write") && command.contains("--topic"))
        .containsExactlyInAnyOrder(
            "kafka-acls.sh --bootstrap-server localhost:9092 --add --allow-principal"
                + " 'User:hallmark-gateway' --operation Write --topic 'crypto.sign.tls'",
            "kafka-acls.sh --bootstrap-server localhost:9092 --add --allow-principal"
                + " 'User:hallmark-gateway' --operation Write --topic 'link.in'");
  }

  @Test
  void commands_gateway_readsNoMessages() {
    assertThat(commands)
        .filteredOn(command -> command.contains("User:hallmark-gateway'"))
        .noneMatch(command -> command.contains("'p2p."));
  }

  @Test
  void commands_linkManager_ownsItsParkedTopicsAndTransactions() {
    assertThat(commands)
        .anyMatch(
            command ->
                command.contains("'User:hallmark-link-manager'")
                    && command.endsWith("--topic 'p2p.parked.' --resource-pattern-type prefixed"))
        .anyMatch(
            command ->
                command.endsWith(
                    "--transactional-id 'link-manager' --resource-pattern-type prefixed"));
  }

  @Test
  void commands_prefixWithoutType_isRefused() {
    assertThatThrownBy(() -> AclSetup.commands("localhost:9092", "hallmark"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("User:hallmark-");
  }
}
