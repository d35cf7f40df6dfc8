package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens one token on a thread of its own, since the first call into a module may hang as well as
 * any other. One at a time: while a try has not come back there is no second. Confined to one
 * thread, but for {@link #giveUp}.
 */
final class Opening {
  private final String name;
  private final TokenOpener opener;
  private volatile CompletableFuture<Token> underWay; // Null while there is none.

  Opening(String name, TokenOpener opener) {
    this.name = name;
    this.opener = opener;
  }

  /**
   * The token; empty where it is not open within {@code patience}: then that goes on, and the next
   * call waits for it.
   */
  Optional<Token> await(Duration patience) throws TokenOpenException {
    CompletableFuture<Token> future = underWay == null ? begin() : underWay;
    try {
      Token opened = future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      underWay = null;
      return Optional.of(opened);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      underWay = null;
      if (e.getCause() instanceof TokenOpenException failed) {
        throw failed;
      }
      throw new IllegalStateException("token " + name + " could not be opened", e.getCause());
    }
  }

  private CompletableFuture<Token> begin() {
    CompletableFuture<Token> future = new CompletableFuture<>();
    underWay = future;
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(opener.open());
              } catch (TokenOpenException | RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            },
            "token-" + name + "-opening");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  /** A token that comes too late is closed again. */
  void giveUp() {
    CompletableFuture<Token> late = underWay;
    if (late != null) {
      var unused = late.thenAccept(Token::close);
    }
  }
}
