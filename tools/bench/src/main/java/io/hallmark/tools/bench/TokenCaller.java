package io.hallmark.tools.bench;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Asks our Token for one signature after another. */
final class TokenCaller implements ClosedLoop.Caller {
  private static final long PATIENCE_SECONDS = 10;

  private final Token token;
  private final KeyId key;
  private final byte[] content;

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
