package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.signing.SecondOpinion;
import io.hallmark.certificates.signing.SigningAlgorithm;
import io.hallmark.certificates.signing.TokenSigner;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.terminal.TerminalClosedException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A signature over random bytes, verified outside the token. */
final class TestSignature {
  /** No protocol signs what begins like this. */
  private static final String PREFIX = "hallmark key ceremony, test signature\0";

  private static final int RANDOM_BYTES = 32;

  private final SigningAlgorithm algorithm;
  private final byte[] content;
  private final byte[] signature;

  private TestSignature(SigningAlgorithm algorithm, byte[] content, byte[] signature) {
    this.algorithm = algorithm;
    this.content = content;
    this.signature = signature;
  }

  static TestSignature make(TokenDesk desk, TokenKey key)
      throws StoppedException, TerminalClosedException {
    SigningAlgorithm algorithm = SigningAlgorithm.of(key.publicKey());
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(prefix, prefix.length + RANDOM_BYTES);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    System.arraycopy(random, 0, content, prefix.length, RANDOM_BYTES);
    byte[] signature = desk.sign(key, TokenSigner.scheme(algorithm), content);
    if (!SecondOpinion.verifies(algorithm, key.publicKey(), content, signature, StepWork.TOKEN)) {
      throw StoppedException.failed(
          Problem.of("the test signature of \"%s\" does not verify".formatted(key.label()))
              .remedy("do not use the key; look for what is wrong with the token"));
    }
    return new TestSignature(algorithm, content, signature);
  }

  String base64() {
    return Base64.getEncoder().encodeToString(signature);
  }

  Map<String, String> facts() {
    return Map.of(
        "scheme",
        TokenSigner.scheme(algorithm).name(),
        "content",
        HexFormat.of().formatHex(content),
        "signature",
        base64());
  }
}
