package io.hallmark.link.peering;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SigningClient;
import io.hallmark.link.handshake.SignatureNeeded;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Signatures from the crypto worker, handed to the delivery thread. All methods are confined to
 * that thread; answers come on any.
 *
 * <p>No more are asked for than the queue of answers has room for, so an answer never waits for the
 * delivery thread.
 */
public final class Signatures {
  /** Signatures asked for at a time, by one link manager. */
  public static final int OUTSTANDING_MAX = 1024;

  private static final Duration FULL_RETRY = Duration.ofMillis(200);

  private final SigningClient client;
  private final Clock clock;
  private final Duration within;
  private final Runnable wakeUp;
  private final BlockingQueue<Runnable> answers = new ArrayBlockingQueue<>(OUTSTANDING_MAX);
  private int outstanding;

  /**
   * Asks {@code client}.
   *
   * @param wakeUp called on any thread when {@link #deliver} has something to do
   */
  public Signatures(SigningClient client, Clock clock, Duration within, Runnable wakeUp) {
    this.client = client;
    this.clock = clock;
    this.within = within;
    this.wakeUp = wakeUp;
  }

  void ask(KeyName key, SignatureNeeded needed, Consumer<CryptoResult<Signature>> then) {
    if (outstanding == OUTSTANDING_MAX) {
      then.accept(new CryptoResult.Unavailable<>(FULL_RETRY, Shortage.CLIENT_FULL));
      return;
    }
    outstanding++;
    CompletableFuture<?> unused =
        client
            .sign(key, needed.scheme(), needed.content(), clock.instant().plus(within))
            .whenComplete((result, bug) -> answered(() -> then.accept(orRefused(result, bug))));
  }

  private static CryptoResult<Signature> orRefused(CryptoResult<Signature> result, Throwable bug) {
    return bug == null
        ? result
        : new CryptoResult.Refused<>(new Refusal(Refusal.Reason.OTHER, bug.toString()));
  }

  private void answered(Runnable answer) {
    if (!answers.offer(answer)) {
      throw new IllegalStateException("more answers than signatures were asked for");
    }
    wakeUp.run();
  }

  /** Hands over what has come. */
  public void deliver() {
    for (Runnable next = answers.poll(); next != null; next = answers.poll()) {
      outstanding--;
      next.run();
    }
  }

  /** Whether answers are still to come. */
  public boolean isWaiting() {
    return outstanding > 0;
  }
}
