package io.hallmark.hsm.token;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What lies in a token, and what it could hold. See {@link Token}. */
public interface KeyStoreToken {
  /** Longest certificate that is taken in. */
  int CERTIFICATE_BYTES_MAX = 16_384;

  String name();

  /**
   * Makes a key pair inside the token: private part SENSITIVE and, unless the task says that it may
   * be backed up, not EXTRACTABLE; read back and checked before this completes. A key with the same
   * CKA_ID is a refusal; nothing is overwritten.
   */
  CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task);

  /** Key pairs in the token. */
  CompletableFuture<TokenResult<List<TokenKey>>> keys();

  /**
   * Destroys every object with this CKA_ID: both parts of a key pair, its certificates, a wrapping
   * key. There is no way back. Completes with how many objects there were; none is a refusal.
   */
  default CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return Unsupported.by(name(), "destroying keys");
  }

  /**
   * Puts an X.509 certificate in DER beside a key pair. Refused where it is none, where its public
   * key is not the pair's, and where there is no such pair; the same one twice is done once.
   */
  default CompletableFuture<TokenResult<KeyId>> attachCertificate(
      KeyId key, Octets certificate, Instant deadline) {
    return Unsupported.by(name(), "attaching certificates");
  }

  /** The certificates beside a key pair, in DER, in no order. */
  default CompletableFuture<TokenResult<List<Octets>>> certificates(KeyId key, Instant deadline) {
    return Unsupported.by(name(), "reading certificates");
  }

  /** What the token can do, asked of it anew. */
  default CompletableFuture<TokenResult<TokenCapabilities>> capabilities() {
    return Unsupported.by(name(), "listing capabilities");
  }
}
