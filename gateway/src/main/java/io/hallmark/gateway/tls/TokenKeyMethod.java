package io.hallmark.gateway.tls;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets BoringSSL sign with a key that it does not have: the content of CertificateVerify (RFC 8446
 * section 4.4.3) goes to the signing client, and the handshake goes on when the signature is there.
 * Safe for concurrent use.
 *
 * <p>The input is the whole content, not a digest of it, and an ECDSA signature is DER: that is how
 * BoringSSL wants it and how the signing client speaks.
 */
final class TokenKeyMethod implements OpenSslAsyncPrivateKeyMethod {
  private static final Logger log = LoggerFactory.getLogger(TokenKeyMethod.class);

  private final KeyName key;
  private final SigningClient signing;
  private final SignatureBudget budget;
  private final Handshakes handshakes;
  private final TlsMetrics metrics;

  TokenKeyMethod(
      KeyName key,
      SigningClient signing,
      SignatureBudget budget,
      Handshakes handshakes,
      TlsMetrics metrics) {
    this.key = key;
    this.signing = signing;
    this.budget = budget;
    this.handshakes = handshakes;
    this.metrics = metrics;
  }

  @Override
  public Future<byte[]> sign(SSLEngine engine, int algorithm, byte[] input) {
    Optional<Handshake> handshake = handshakes.of(engine);
    if (handshake.isEmpty()) {
      return failed("the handshake is gone");
    }
    Optional<SignatureScheme> scheme = TlsSchemes.of(algorithm);
    if (scheme.isEmpty()) {
      return failed("no TLS 1.3 signature scheme: 0x" + Integer.toHexString(algorithm));
    }
    if (!budget.take()) {
      metrics.refused(Refused.SIGNATURES);
      metrics.signature(handshake.get().side(), "busy");
      return failed("too many signatures under way");
    }
    return sign(handshake.get(), scheme.get(), input);
  }

  // The promise says what came of it.
  @SuppressWarnings("FutureReturnValueIgnored")
  private Future<byte[]> sign(Handshake handshake, SignatureScheme scheme, byte[] input) {
    Promise<byte[]> promise = handshake.eventLoop().newPromise();
    CompletableFuture<CryptoResult<Signature>> signature =
        signing.sign(key, scheme, input, handshake.deadline());
    handshake.signing(signature);
    signature.whenComplete(
        (result, failure) -> {
          budget.giveBack();
          // The promise is completed by the event loop's own thread, so that BoringSSL goes on
          // there and not on a thread of the signing client.
          hand(handshake, () -> complete(handshake.side(), promise, result, failure));
        });
    return promise;
  }

  private static void hand(Handshake handshake, Runnable completion) {
    if (handshake.eventLoop().inEventLoop()) {
      completion.run();
      return;
    }
    try {
      handshake.eventLoop().execute(completion);
    } catch (RejectedExecutionException e) {
      log.debug("a signature came after the gateway had stopped");
    }
  }

  private void complete(
      Side side, Promise<byte[]> promise, CryptoResult<Signature> result, Throwable failure) {
    if (failure != null) {
      metrics.signature(side, "cancelled");
      promise.tryFailure(new SSLException("key " + key + ": the signature was cancelled", failure));
      return;
    }
    result.fold(new Answer(side, promise, result.shortage()));
  }

  private final class Answer implements CryptoResult.Cases<Signature, Boolean> {
    private final Side side;
    private final Promise<byte[]> promise;
    private final Shortage shortage;

    Answer(Side side, Promise<byte[]> promise, Shortage shortage) {
      this.side = side;
      this.promise = promise;
      this.shortage = shortage;
    }

    @Override
    public Boolean done(Signature signature) {
      metrics.signature(side, "done");
      return promise.trySuccess(signature.toByteArray());
    }

    @Override
    public Boolean refused(Refusal refusal) {
      metrics.signature(side, "refused");
      log.warn("key {}: signature refused: {} {}", key, refusal.reason(), refusal.detail());
      return promise.tryFailure(new SSLException("key " + key + ": " + refusal.reason()));
    }

    @Override
    public Boolean unavailable(Duration retryAfter) {
      metrics.signature(side, "unavailable");
      return promise.tryFailure(
          new SSLException("key %s: no signature in time (%s)".formatted(key, shortage.words())));
    }
  }

  /** TLS 1.3 never decrypts with the certificate's key. */
  @Override
  public Future<byte[]> decrypt(SSLEngine engine, byte[] input) {
    return failed("TLS 1.3 decrypts nothing with a certificate's key");
  }

  private static Future<byte[]> failed(String why) {
    return ImmediateEventExecutor.INSTANCE.newFailedFuture(new SSLException(why));
  }
}
