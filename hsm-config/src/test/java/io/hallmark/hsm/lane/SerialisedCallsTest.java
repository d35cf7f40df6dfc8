package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.file.TokenConfig;
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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serialise: true}: one thread in the module at a time, whatever is asked. */
class SerialisedCallsTest {
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  @TempDir static Path directory;
  private static TokenConfig config;

  @BeforeAll
  static void makeToken() throws Exception {
    config = new SoftHsmFolder(directory).token("alice").withLanes(8);
    try (Token token = CryptokiEngine.open(config)) {
      done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
    }
  }

  @Test
  void calls_serialised_neverOverlap() throws Exception {
    assertThat(mostInsideAtOnce(config.withSerialise(true))).isEqualTo(1);
  }

  /** What the test above would see if nothing serialised the calls. */
  @Test
  void calls_notSerialised_overlap() throws Exception {
    assertThat(mostInsideAtOnce(config)).isGreaterThan(1);
  }

  private static int mostInsideAtOnce(TokenConfig how) throws Exception {
    InjectedCryptoki calls = new InjectedCryptoki();
    try (Token token = CryptokiEngine.open(how, calls, Clock.systemUTC())) {
      List<CompletableFuture<TokenResult<TokenSignature>>> signatures =
          IntStream.range(0, 2000).mapToObj(i -> token.sign(task())).toList();
      var keys = token.keys();
      signatures.forEach(future -> done(future));
      done(keys);
    }
    return calls.insideMost();
  }

  private static SignTask task() {
    return new SignTask(
        "tenant",
        Priority.TLS,
        KEY,
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        Instant.MAX);
  }
}
