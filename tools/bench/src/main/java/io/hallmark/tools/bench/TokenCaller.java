package io.hallmark.tools.bench;

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
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Asks our Token for one signature after another. Safe for concurrent use. */
final class TokenCaller implements ClosedLoop.Caller {
  private static final long PATIENCE_SECONDS = 10;
  private static final KeyId KEY = KeyId.of(new byte[] {0x64});
  private static final int CONTENT_BYTES = 64;

  private final Token token;
  private final KeyId key;
  private final byte[] content;

  /** Makes a P-256 key in the token for it. */
  static TokenCaller withKey(Token token) {
    GenerateTask task = new GenerateTask(KEY, "direct", KeySpec.EC_P256, Patience.deadline());
    TokenResult<?> made = token.generate(task).join();
    if (!(made instanceof TokenResult.Done)) {
      throw new IllegalStateException("no key was made: " + made);
    }
    return new TokenCaller(token, KEY, new byte[CONTENT_BYTES]);
  }

  TokenCaller(Token token, KeyId key, byte[] content) {
    this.token = token;
    this.key = key;
    this.content = content;
  }

  @Override
  public void once() {
    String fault = said(token.signAndWait(task()));
    if (!fault.isEmpty()) {
      throw new IllegalStateException("not signed: " + fault);
    }
  }

  /** As {@link #once} where {@code said} is empty; gives what it was given. */
  String after(String said) {
    if (said.isEmpty()) {
      once();
    }
    return said;
  }

  /** The same without waiting; completes with an empty text, or with what went wrong. */
  CompletableFuture<String> ask() {
    return token.sign(task()).thenApply(TokenCaller::said);
  }

  private SignTask task() {
    return new SignTask(
        "bench",
        Priority.APPLICATION,
        key,
        SignatureScheme.ECDSA_SHA256,
        ByteBuffer.wrap(content),
        Instant.now().plusSeconds(PATIENCE_SECONDS));
  }

  private static String said(TokenResult<TokenSignature> result) {
    return result instanceof TokenResult.Done<?> ? "" : result.toString();
  }
}
