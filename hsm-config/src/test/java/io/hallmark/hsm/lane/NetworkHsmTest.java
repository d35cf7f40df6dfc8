package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.P11KitServer;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HSM behind a connection that stops, goes on, breaks and comes back, under load. */
class NetworkHsmTest {
  private static final Duration SIGN_TIMEOUT = Duration.ofMillis(300);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(3);

  /** Requests refused while it is away, 100 a second: the probes' pauses have grown by then. */
  private static final int LONG_OUTAGE = 150;

  private static final KeyId KEY = KeyId.of(new byte[] {1});

  @TempDir static Path directory;
  private static P11KitServer server;
  private static Token token;
  private static TokenKey key;

  /** Once: the client reads its server's address when it is loaded. */
  @BeforeAll
  static void open() throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("remote");
    server = P11KitServer.start(directory.resolve("s"), softHsm.module(), softHsm.environment());
    TokenConfig config =
        TokenConfig.of(
                "remote",
                P11KitServer.client().orElseThrow(),
                TokenSelector.label("remote"),
                new FilePin(softHsm.pinFile()))
            .withEnvironment(server.clientEnvironment())
            .withLanes(4)
            .withSerialise(true) // See P11KitServer.
            .withSignTimeout(SIGN_TIMEOUT);
    token = Tokens.open(config);
    key = done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
  }

  @AfterAll
  static void close() {
    server.close(); // First, so that no call hangs in the token while it is closed.
    if (token != null) {
      token.close();
    }
  }

  @Test
  void sign_hsmStoppedKilledAndBack_resumesAndLosesNothing() throws Exception {
    try (SigningLoad load = SigningLoad.start(token, key)) {
      for (int round = 0; round < 3; round++) {
        load.awaitSigned();

        server.stop();
        load.awaitUnavailable();
        server.goOn();
        load.assertSignsWithin(BACK_WITHIN);

        server.kill();
        load.awaitUnavailable(round == 0 ? LONG_OUTAGE : 1);
        server.start();
        load.assertSignsWithin(BACK_WITHIN);

        server.stop();
        load.awaitUnavailable();
        server.kill();
        server.start();
        load.assertSignsWithin(BACK_WITHIN);
      }
      load.finish();
      assertThat(load.wrong()).isZero();
      assertThat(load.worstBeyondDeadline()).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void sign_hsmStops_laneIsReplacedAndTheOldOneEnds() throws Exception {
    try (SigningLoad load = SigningLoad.start(token, key)) {
      load.awaitSigned();
      server.stop();
      load.awaitUnavailable();
      assertThat(token.state().usable()).isFalse();
      assertThat(token.state().reason()).contains("did not come back");
      server.goOn();
      load.assertSignsWithin(BACK_WITHIN);
      await().atMost(Duration.ofSeconds(20)).until(() -> lanes() <= 4);
      load.finish();
    }
  }

  private static long lanes() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("token-remote-lane-"))
        .count();
  }
}
