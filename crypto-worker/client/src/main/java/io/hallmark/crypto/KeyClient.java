package io.hallmark.crypto;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Administers keys over {@code crypto.admin}. Safe for concurrent use. Completion as in {@link
 * SigningClient}.
 */
public interface KeyClient extends AutoCloseable {
  /**
   * Makes a key in a token. Idempotent: an alias that exists with the same category, spec and
   * storage answers with that key; with others it is refused as {@link Refusal.Reason#CONFLICT}.
   */
  CompletableFuture<CryptoResult<KeyInfo>> generate(
      KeyName name, KeyCategory category, KeySpec spec, KeyStorage storage, Instant deadline);

  /** Makes a resident key. */
  default CompletableFuture<CryptoResult<KeyInfo>> generate(
      KeyName name, KeyCategory category, KeySpec spec, Instant deadline) {
    return generate(name, category, spec, KeyStorage.RESIDENT, deadline);
  }

  CompletableFuture<CryptoResult<KeyInfo>> get(KeyName name, Instant deadline);

  /** What a key may be used for. */
  CompletableFuture<CryptoResult<KeyPolicy>> policy(KeyName name, Instant deadline);

  /**
   * Replaces a key's policy, by approvals over {@link PolicyWire#command}. An approval is used up
   * once the worker has found them all right.
   *
   * @param policy empty: that of the key's category
   */
  CompletableFuture<CryptoResult<KeyInfo>> setPolicy(
      KeyName name, Optional<KeyPolicy> policy, List<Approval> approvals, Instant deadline);

  /**
   * A PKCS#10 request (RFC 2986, DER) for the key, made and signed by the worker.
   *
   * @param subject distinguished name in RFC 4514 form
   * @param dnsNames subject alternative names; may be empty
   * @param ipAddresses subject alternative names, textual; may be empty
   */
  CompletableFuture<CryptoResult<byte[]>> certificationRequest(
      KeyName name,
      String subject,
      List<String> dnsNames,
      List<String> ipAddresses,
      Instant deadline);

  /**
   * One page of the keys that a worker knows, in the order of their names. Workers learn of new
   * keys one after the other, so a key that was made a moment ago may still be missing.
   */
  CompletableFuture<CryptoResult<KeyPage>> list(
      KeyFilter filter, KeyPageRequest page, Instant deadline);

  /**
   * Keeps a chain with the key, in the place of one that was there.
   *
   * @param chain the certificate of the key itself first, each followed by its issuer's; at most
   *     {@value #CERTIFICATES_MAX}
   */
  CompletableFuture<CryptoResult<KeyInfo>> attach(
      KeyName name, List<X509Certificate> chain, Instant deadline);

  /** Certificates that a key can have. */
  int CERTIFICATES_MAX = 8;

  /** Enables, disables and deletes. */
  KeyLifecycle lifecycle();

  /** Whether commands can be sent: the reply partition's end position is confirmed. */
  boolean isReady();

  @Override
  void close();
}
