package io.hallmark.crypto;

import java.nio.ByteBuffer;

/** What a key signs. */
public enum ContentShape {
  /** TLS 1.3 CertificateVerify content only (RFC 8446 section 4.4.3). */
  TLS_CERTIFICATE_VERIFY,
  /** Our session protocol's signature content only. */
  SESSION,
  /** Whatever is asked; the worker hashes it. */
  ANY,
  /** Whatever is asked, and digests that the caller made: the worker can't know of what. */
  ANY_OR_DIGEST,
  /** Heads of audit chains only. */
  AUDIT_HEAD;

  /** Whether {@code content}, given whole, has this shape; its position stays. */
  public boolean accepts(ByteBuffer content) {
    return switch (this) {
      case TLS_CERTIFICATE_VERIFY -> TlsSignatureContent.isWellFormed(content);
      case SESSION -> SessionSignatureContent.isWellFormed(content);
      case ANY, ANY_OR_DIGEST -> true;
      case AUDIT_HEAD -> AuditHeadContent.isWellFormed(content);
    };
  }

  /** Whether a digest may be signed in the place of content. */
  public boolean acceptsDigests() {
    return this == ANY_OR_DIGEST;
  }
}
