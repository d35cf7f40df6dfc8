package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.worker.audit.AuditedHandler;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.SignOrder;
import io.hallmark.crypto.worker.policy.SignPolicy;
import io.hallmark.crypto.worker.quota.Grant;
import io.hallmark.crypto.worker.quota.Quotas;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcHandler;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests on the sign topics. The poll thread decodes, judges and hands to the token; the
 * answer is sent by the lane that made the signature. What tokens can't do at once waits its turn,
 * for a bounded time ({@link Admission}). Safe for concurrent use.
 */
public final class SignService implements AuditedHandler, RpcHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SignService.class);
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  /** A deadline further away is as good as this one. */
  private static final Duration LEFT_MAX = Duration.ofHours(1);

  private final Function<KeyName, Optional<RegisteredKey>> registry;
  private final TokenPool tokens;
  private final Quotas quotas;
  private final Admission admission;
  private final Clock clock;
  private final SignMetrics metrics;
  private final SignOrders orders = new SignOrders();
  private final Codec<SignReply> replies = Codec.of(SignReply.class);

  /**
   * A service that has answered nothing yet.
   *
   * @param queueWaitMax for how long a request may wait for its turn
   */
  public SignService(
      Function<KeyName, Optional<RegisteredKey>> registry,
      TokenPool tokens,
      Quotas quotas,
      Duration queueWaitMax,
      Clock clock,
      MeterRegistry metrics) {
    this.registry = registry;
    this.tokens = tokens;
    this.quotas = quotas;
    this.admission = new Admission(tokens::lanes, queueWaitMax, System::nanoTime, metrics);
    this.clock = clock;
    this.metrics = new SignMetrics(metrics);
  }

  @Override
  public void handle(RpcRequest request, Responder responder) {
    handle(request, responder, Room.UNBOUNDED);
  }

  @Override
  public void handle(RpcRequest request, Responder responder, Room room) {
    KeyCategory category = SignTopics.category(request.topic());
    SignOrders.Parsed asked;
    try {
      asked = orders.parse(category, request);
    } catch (MalformedRecordException | IllegalArgumentException e) {
      refuse(category, new Refusal(Refusal.Reason.MALFORMED, e.getMessage()), responder);
      return;
    }
    if (asked.batch()) {
      // Each by itself: judged, admitted, signed, counted. One that is refused holds up no other.
      if (!room.widen(asked.each().size() - 1)) {
        return;
      }
      SignBatch batch = new SignBatch(asked.each().size(), responder);
      for (int i = 0; i < asked.each().size(); i++) {
        handle(asked.each().get(i), request, i, batch.at(i));
      }
    } else {
      handle(asked.each().get(0), request, 0, responder);
    }
  }

  private void handle(SignOrder order, RpcRequest request, int companions, Responder responder) {
    Optional<RegisteredKey> key = registry.apply(order.key());
    Optional<Refusal> refusal = SignPolicy.judge(order, key, clock.instant());
    if (refusal.isPresent()) {
      LOG.debug("caller {}: {}", request.caller(), refusal.get());
      refuse(order.category(), refusal.get(), responder);
    } else {
      take(order, key.orElseThrow(), companions, responder);
    }
  }

  private void take(SignOrder order, RegisteredKey key, int companions, Responder responder) {
    Boolean unused =
        quotas
            .take(key)
            .fold(
                new Grant.Cases<>() {
                  @Override
                  public Boolean taken(Grant.Taken taken) {
                    return admit(order, key, taken, companions, responder);
                  }

                  @Override
                  public Boolean refused(Refusal refusal) {
                    refuse(order.category(), refusal, responder);
                    return false;
                  }

                  @Override
                  public Boolean later(Duration retryAfter, Shortage limit) {
                    return turnAway(order.category(), retryAfter, limit, responder);
                  }
                });
  }

  private boolean admit(
      SignOrder order, RegisteredKey key, Grant.Taken taken, int companions, Responder responder) {
    Duration left = Duration.between(clock.instant(), order.deadline());
    long offered = System.nanoTime();
    Optional<Duration> wait =
        admission.offer(
            order.category(),
            order.key().tenant(),
            left.compareTo(LEFT_MAX) < 0 ? left.toNanos() : LEFT_MAX.toNanos(),
            companions,
            () -> sign(order, key, taken, offered, responder));
    if (wait.isEmpty()) {
      return true;
    }
    taken.undo();
    return turnAway(order.category(), wait.get(), Shortage.OVERLOADED, responder);
  }

  private boolean turnAway(
      KeyCategory category, Duration retryAfter, Shortage limit, Responder responder) {
    metrics.unavailable(category, limit);
    responder.respond(CryptoOutcomes.outcome(new CryptoResult.Unavailable<>(retryAfter, limit)));
    return false;
  }

  private CompletableFuture<?> sign(
      SignOrder order, RegisteredKey key, Grant.Taken taken, long offered, Responder responder) {
    Turn turn = new Turn(offered, System.nanoTime());
    Optional<CompletableFuture<TokenResult<TokenSignature>>> signing =
        tokens.sign(key.info().tokens(), task(order, key));
    if (signing.isEmpty()) {
      taken.undo();
      respond(order.category(), key.info().spec(), turn, tokenAway(), responder);
      return CompletableFuture.completedFuture(false);
    }
    return signing
        .get()
        .whenComplete(
            (result, bug) -> {
              CryptoResult<TokenSignature> answer =
                  bug == null ? TokenAnswers.toCaller(result) : ourBug(bug);
              settle(taken, answer);
              respond(order.category(), key.info().spec(), turn, answer, responder);
            });
  }

  private static void settle(Grant.Taken taken, CryptoResult<TokenSignature> answer) {
    if (answer instanceof CryptoResult.Done) {
      taken.signed();
    } else {
      taken.undo();
    }
  }

  private static SignTask task(SignOrder order, RegisteredKey key) {
    return new SignTask(
        order.key().tenant(),
        TokenWords.priority(order.category()),
        key.ref(),
        TokenWords.scheme(order.scheme()),
        order.content(),
        order.digest(),
        order.deadline());
  }

  private void respond(
      KeyCategory category,
      KeySpec spec,
      Turn turn,
      CryptoResult<TokenSignature> answer,
      Responder responder) {
    count(category, spec, answer, turn);
    CryptoResult<byte[]> reply = answer.map(this::encode);
    responder.respond(CryptoOutcomes.outcome(reply));
  }

  private void count(
      KeyCategory category, KeySpec spec, CryptoResult<TokenSignature> answer, Turn turn) {
    if (answer instanceof CryptoResult.Done<TokenSignature> done) {
      metrics.signed(category, spec, done.value(), turn);
    } else if (answer instanceof CryptoResult.Refused<TokenSignature> refused) {
      metrics.refused(category, refused.refusal().reason());
    } else {
      metrics.unavailable(category, answer.shortage());
    }
  }

  private void refuse(KeyCategory category, Refusal refusal, Responder responder) {
    metrics.refused(category, refusal.reason());
    responder.respond(CryptoOutcomes.outcome(new CryptoResult.Refused<>(refusal)));
  }

  private byte[] encode(TokenSignature signature) {
    return replies.encode(new SignReply(ByteBuffer.wrap(signature.toByteArray()), List.of()));
  }

  private static <T> CryptoResult<T> tokenAway() {
    return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER, Shortage.TOKEN);
  }

  private static <T> CryptoResult<T> ourBug(Throwable bug) {
    LOG.error("a signature failed by our own fault", bug);
    return new CryptoResult.Refused<>(
        new Refusal(Refusal.Reason.OTHER, "the crypto worker failed; its log says why"));
  }
}
