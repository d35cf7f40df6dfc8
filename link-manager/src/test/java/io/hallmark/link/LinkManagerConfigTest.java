package io.hallmark.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.link.delivery.ReceiptPolicy;
import io.hallmark.link.handshake.Suite;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkManagerConfigTest {
  @Test
  void file_empty_hasEveryDefault() {
    LinkManagerConfig config = parse("");
    assertThat(config).isEqualTo(LinkManagerConfig.DEFAULT);
    assertThat(config.suites()).containsExactly(Suite.X25519MLKEM768_AES256GCM_SHA256);
    assertThat(config.receipts()).isEqualTo(ReceiptPolicy.ALL);
    assertThat(config.lane())
        .isEqualTo(
            new LinkManagerConfig.Lane(
                262_144, 2_097_152, 16_777_216L, Duration.ofMillis(300), Duration.ofSeconds(20)));
    assertThat(config.hellos()).isEqualTo(new LinkManagerConfig.Hellos(256, Duration.ofMillis(50)));
  }

  @Test
  void file_withValues_overridesThose() {
    LinkManagerConfig config =
        parse(
            """
            suites: [P256_AES256GCM_SHA256]
            receipts: FAILURES
            lane: { windowBytes: 524288, resendAfterMin: 100ms }
            """);
    assertThat(config.suites()).containsExactly(Suite.P256_AES256GCM_SHA256);
    assertThat(config.receipts()).isEqualTo(ReceiptPolicy.FAILURES);
    assertThat(config.lane().windowBytes()).isEqualTo(524_288);
    assertThat(config.lane().runBytesMax()).isEqualTo(262_144);
  }

  @Test
  void file_unknownKey_isFaultNamingIt() {
    assertThatThrownBy(() -> parse("lane: { windowByte: 1 }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("windowByte");
  }

  @Test
  void file_outOfBounds_isFaultNamingKeyAndValue() {
    assertThatThrownBy(() -> parse("lane: { windowBytes: 1000 }"))
        .hasMessageContaining("lane.windowBytes")
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> parse("lane: { runBytesMax: 1 }")).hasMessageContaining("4096");
    assertThatThrownBy(() -> parse("hellos: { burst: 0 }")).hasMessageContaining("hellos.burst");
    assertThatThrownBy(() -> parse("suites: []")).hasMessageContaining("suites");
  }

  private static LinkManagerConfig parse(String yaml) {
    return YamlFile.parse("link-manager.yaml", yaml, LinkManagerConfig.class);
  }
}
