package io.hallmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hallmark.gateway.limits.InboundLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  @Test
  void config_ofNothing_hasDefaults() {
    GatewayConfig config = new GatewayConfig(null, null, null, null, null);
    assertThat(config.listen()).isEqualTo("0.0.0.0:8443");
    assertThat(config.limits().connections()).isEqualTo(10_000);
    assertThat(config.limits().bodyBytes()).isEqualTo(4 * 1024 * 1024);
    assertThat(config.outbound().frameLifetime()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void config_badAddress_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatewayConfig.listeningOn("localhost"))
        .withMessageContaining("HOST:PORT")
        .withMessageContaining("localhost");
  }

  @Test
  void config_unknownTransport_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GatewayConfig(null, "kqueue", null, null, null))
        .withMessageContaining("auto, epoll or nio");
  }

  @Test
  void limit_outOfBounds_isNamedWithItsBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new InboundLimits(
                    0, null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null))
        .withMessage("limits.connections must be 1 to 10000000, got 0");
  }
}
