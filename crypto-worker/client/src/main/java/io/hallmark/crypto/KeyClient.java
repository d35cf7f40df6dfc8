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
   * Makes a key in a token. Idempotent: an alias that exists and is as asked answers with that key;
   * otherwise it is refused as {@link Refusal.Reason#CONFLICT}.
   */
  CompletableFuture<CryptoResult<KeyInfo>> generate(NewKey key, Instant deadline);

  /** Makes a resident key for signatures. */
  default CompletableFuture<CryptoResult<KeyInfo>> generate(
      KeyName name, KeyCategory category, KeySpec spec, Instant deadline) {
    return generate(NewKey.resident(name, category, spec), deadline);
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

  /**
   * Gives a key new key material; the public key that it had stays in its history. For keys of
   * category APPLICATION: of the others, certificates and memberships name the public key.
   *
   * @param fromVersion the version that is to be followed by the next, so that asking twice rotates
   *     once
   */
  CompletableFuture<CryptoResult<KeyInfo>> rotate(KeyName name, int fromVersion, Instant deadline);

  /** Agreed secrets, random bytes, and the tokens themselves. */
  SecretClient secrets();

  /** Wrapping keys of tenants. */
  WrappingKeyClient wrapping();

  /** Enables, disables and deletes. */
  KeyLifecycle lifecycle();

  /** Whether commands can be sent: the reply partition's end position is confirmed. */
  boolean isReady();

  @Override
  void close();
}
