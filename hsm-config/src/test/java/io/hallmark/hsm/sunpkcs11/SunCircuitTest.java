package io.hallmark.hsm.sunpkcs11;

import static io.hallmark.hsm.token.TokenContract.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.P11KitServer;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.Tokens;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the second engine does when a network HSM hangs, goes on, and is gone. */
class SunCircuitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  @TempDir Path directory;
  private P11KitServer server;
  private Token token;

  @BeforeEach
  void open() throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("remote");
    server = P11KitServer.start(directory.resolve("s"), softHsm.module(), softHsm.environment());
    Path client = P11KitServer.client().orElseThrow();
    TokenSelector selector = TokenSelector.label("remote");
    token =
        Tokens.open(
            TokenConfig.of("remote", client, selector, new FilePin(softHsm.pinFile()))
                .withEnvironment(server.clientEnvironment())
                .withEngine(Engine.SUNPKCS11)
                .withSignTimeout(Duration.ofMillis(500)));
    done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
    done(sign());
  }

  @AfterEach
  void close() {
    server.close(); // First, so that no call hangs in the token while it is closed.
    token.close();
  }

  private CompletableFuture<TokenResult<TokenSignature>> sign() {
    return token.sign(
        new SignTask(
            "tenant",
            Priority.TLS,
            KEY,
            SignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap("what is signed".getBytes(UTF_8)),
            Instant.MAX));
  }

  private TokenResult<TokenSignature> answer() throws Exception {
    return sign().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void sign_hsmHangsThenGoesOnThenIsGone_answersAndSaysHowItIs() throws Exception {
    server.stop();
    assertThat(answer()).isInstanceOf(TokenResult.Unavailable.class);
    assertThat(token.state().reason()).contains("did not come back");
    server.goOn();
    await().atMost(PATIENCE).until(() -> token.state().usable());
    done(sign());

    server.kill();
    assertThat(answer()).isInstanceOf(TokenResult.Unavailable.class);
    assertThat(token.state().usable()).isFalse();
  }
}
