package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.Tokens;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a signature asks of the module, as OpenSC's pkcs11-spy sees it from outside. */
class NativeCallCountTest {
  private static final int SIGNATURES = 100;
  private static final KeyId KEY = KeyId.of(new byte[] {1});
  private static final Pattern CALL = Pattern.compile("\\d+: (C_\\w+)");

  @TempDir static Path directory;
  private static Path log;
  private static TokenConfig config;

  @BeforeAll
  static void makeToken() throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("spied");
    log = directory.resolve("spy.log");
    Map<String, String> environment = new HashMap<>(softHsm.environment());
    environment.put("PKCS11SPY", softHsm.module().toString());
    environment.put("PKCS11SPY_OUTPUT", log.toString());
    config =
        TokenConfig.of("spied", spy(), TokenSelector.label("spied"), new FilePin(softHsm.pinFile()))
            .withEnvironment(environment)
            .withVerify(0)
            .withLanes(1);
  }

  private static Path spy() {
    return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
        .map(folder -> Path.of(folder, "pkcs11-spy.so"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pkcs11-spy.so; install opensc"));
  }

  @Test
  void sign_ecdsa_isTwoNativeCallsAndNoOther() throws Exception {
    try (Token token = Tokens.open(config)) {
      done(token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)));
      sign(token);
      List<String> before = calls();
      assertThat(before).contains("C_Initialize", "C_Login", "C_FindObjects", "C_Sign");

      for (int i = 0; i < SIGNATURES; i++) {
        sign(token);
      }

      List<String> all = calls();
      assertThat(all.subList(before.size(), all.size()))
          .isEqualTo(
              Collections.nCopies(SIGNATURES, List.of("C_SignInit", "C_Sign")).stream()
                  .flatMap(List::stream)
                  .toList());
    }
  }

  private static void sign(Token token) {
    done(
        token.sign(
            new SignTask(
                "tenant",
                Priority.TLS,
                KEY,
                SignatureScheme.ECDSA_SHA256,
                ByteBuffer.wrap("what is signed".getBytes(UTF_8)),
                Instant.MAX)));
  }

  private static List<String> calls() throws IOException {
    return Files.readAllLines(log).stream()
        .map(CALL::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toList());
  }
}
