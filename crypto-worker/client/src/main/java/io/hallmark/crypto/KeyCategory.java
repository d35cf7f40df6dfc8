package io.hallmark.crypto;

import java.nio.ByteBuffer;

/**
 * What a key is for. It decides the topic a request comes on, who may ask, and the shape of what
 * may be signed.
 */
public enum KeyCategory {
  /** TLS 1.3 CertificateVerify content only (RFC 8446 section 4.4.3). */
  TLS {
    @Override
    public boolean accepts(ByteBuffer content) {
      return TlsSignatureContent.isWellFormed(content);
    }
  },
  /** Our session protocol's signature content only. */
  SESSION {
    @Override
    public boolean accepts(ByteBuffer content) {
      return SessionSignatureContent.isWellFormed(content);
    }
  },
  /** Whatever the application asks. */
  APPLICATION {
    @Override
    public boolean accepts(ByteBuffer content) {
      return true;
    }
  },
  /**
   * Heads of audit chains only. A worker has one such key and makes it for itself; nobody asks for
   * its signatures over the bus.
   */
  AUDIT {
    @Override
    public boolean accepts(ByteBuffer content) {
      return AuditHeadContent.isWellFormed(content);
    }
  };

  /** Whether a key of this category may sign {@code content}; its position stays. */
  public abstract boolean accepts(ByteBuffer content);

  /** The category as it stands in topic names and metrics. */
  public String id() {
    return switch (this) {
      case TLS -> "tls";
      case SESSION -> "session";
      case APPLICATION -> "application";
      case AUDIT -> "audit";
    };
  }
}
