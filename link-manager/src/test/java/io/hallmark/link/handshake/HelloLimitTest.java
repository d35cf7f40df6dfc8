package io.hallmark.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HelloLimitTest {
  private static final Instant NOW = Parties.NOW;

  private final HelloLimit limit = new HelloLimit(2, Duration.ofSeconds(10));

  @Test
  void admits_overTheBurst_refusesThatPeerOnly() {
    assertThat(limit.admits("bob", NOW)).isTrue();
    assertThat(limit.admits("bob", NOW)).isTrue();

    assertThat(limit.admits("bob", NOW)).isFalse();
    assertThat(limit.admits("carol", NOW)).isTrue();
  }

  @Test
  void admits_afterTheInterval_allowsOneMore() {
    limit.admits("bob", NOW);
    limit.admits("bob", NOW);

    assertThat(limit.admits("bob", NOW.plusSeconds(9))).isFalse();
    assertThat(limit.admits("bob", NOW.plusSeconds(10))).isTrue();
    assertThat(limit.admits("bob", NOW.plusSeconds(19))).isFalse();
    assertThat(limit.admits("bob", NOW.plusSeconds(20))).isTrue();
  }

  @Test
  void admits_clockGoesBack_givesNothingAway() {
    limit.admits("bob", NOW);
    limit.admits("bob", NOW);

    assertThat(limit.admits("bob", NOW.minusSeconds(3600))).isFalse();
  }

  @Test
  void admits_afterMoreThanTheBound_remembersTheRecentPeers() {
    limit.admits("bob", NOW);
    limit.admits("bob", NOW);
    for (int i = 0; i < HelloLimit.PEERS_MAX - 1; i++) {
      limit.admits("peer-" + i, NOW);
    }
    assertThat(limit.admits("bob", NOW)).as("bob is remembered").isFalse();
  }

  @Test
  void limit_withoutAnInterval_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HelloLimit(1, Duration.ZERO));
  }
}
