package io.hallmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayProgramTest {
  @Test
  void help_teachesTheConfiguration() {
    String help = GatewayProgram.commandLine().getUsageMessage();
    assertThat(help).contains("listen: 0.0.0.0:8443").contains("Examples:");
  }

  @Test
  void yaml_ofTheHelp_isRead() {
    GatewayConfig config =
        YamlFile.parse(
            "test",
            """
            listen: 127.0.0.1:0
            transport: nio
            limits:
              idleTimeout: 2m
              connections: 7
            outbound:
              frameLifetime: 10s
            """,
            GatewayConfig.class);
    assertThat(config.listen()).isEqualTo("127.0.0.1:0");
    assertThat(config.limits().connections()).isEqualTo(7);
    assertThat(config.limits().idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.limits().streams()).isEqualTo(256);
  }

  @Test
  void yaml_unknownKey_isNamed() {
    assertThatThrownBy(() -> YamlFile.parse("test", "limits: {conections: 7}", GatewayConfig.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("conections");
  }
}
