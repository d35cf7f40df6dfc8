package io.hallmark.hsm.pin;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A program that logs in to every token of an HSM file, signs, and dumps its heap while the last
 * one is open. Arguments: HSM file, file of a secret that it keeps, file for the dump.
 */
final class PinUser {
  private static final KeyId KEY = KeyId.of(new byte[] {1});

  private final byte[] keptBytes;
  private final byte[] keptUtf16; // As the JVM keeps strings that are not Latin-1.
  private final char[] keptChars;

  private PinUser(byte[] kept) {
    this.keptBytes = kept;
    this.keptUtf16 = new String(kept, UTF_8).getBytes(UTF_16LE);
    this.keptChars = new String(kept, UTF_8).toCharArray();
  }

  public static void main(String[] args) throws Exception {
    PinUser user;
    try (Pin control = new FilePin(Path.of(args[1])).read()) {
      user = new PinUser(control.copyUtf8());
    }
    HsmFile file = HsmFile.read(Path.of(args[0]));
    int signed = 0;
    for (TokenConfig config : file.tokens()) {
      try (Token token = Tokens.open(config)) {
        sign(token);
        signed++;
        if (signed == file.tokens().size()) {
          dump(args[2]);
        }
      }
    }
    if (user.keptBytes.length + user.keptChars.length != user.keptUtf16.length) {
      throw new IllegalStateException("the control secret must be of one-byte characters");
    }
    System.out.println("signed " + signed);
  }

  private static void sign(Token token) {
    token.generate(new GenerateTask(KEY, "key", KeySpec.EC_P256, Instant.MAX)).join();
    SignTask task =
        new SignTask(
            "tenant",
            Priority.TLS,
            KEY,
            SignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            Instant.MAX);
    if (!(token.sign(task).join() instanceof TokenResult.Done)) {
      throw new IllegalStateException("the token does not sign");
    }
  }

  /** Objects that nobody reaches any more are dumped too. */
  private static void dump(String file) throws Exception {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, false);
  }
}
