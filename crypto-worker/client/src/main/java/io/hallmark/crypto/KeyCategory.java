package io.hallmark.crypto;

/**
 * What a key is for. It decides the topic a request comes on, who may ask, and the shape of what
 * may be signed.
 */
public enum KeyCategory {
  /** TLS 1.3 CertificateVerify content only (RFC 8446 section 4.4.3). */
  TLS,
  /** Our session protocol's signature content only. */
  SESSION,
  /** Whatever the application asks. */
  APPLICATION
}
