package io.hallmark.link.handshake;

import java.util.Optional;

/** The primitives of a session. All seal with AES-256-GCM and derive with HKDF-SHA-256. */
public enum Suite {
  /** X25519 and ML-KEM-768: the default. */
  X25519MLKEM768_AES256GCM_SHA256(0x0001, Curve.X25519, true, true),
  /** P-256 alone, for FIPS mode. */
  P256_AES256GCM_SHA256(0x0002, Curve.P256, false, false),
  /** P-256 and ML-KEM-768. */
  P256MLKEM768_AES256GCM_SHA256(0x0003, Curve.P256, true, false);

  private final int code;
  private final Curve curve;
  private final boolean hybrid;
  private final boolean kemSecretFirst;

  Suite(int code, Curve curve, boolean hybrid, boolean kemSecretFirst) {
    this.code = code;
    this.curve = curve;
    this.hybrid = hybrid;
    this.kemSecretFirst = kemSecretFirst;
  }

  /** On the wire, u16. Never reused. */
  public int code() {
    return code;
  }

  static Optional<Suite> ofCode(int code) {
    for (Suite suite : values()) {
      if (suite.code == code) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  Curve curve() {
    return curve;
  }

  /** Whether ML-KEM-768 takes part. */
  boolean hybrid() {
    return hybrid;
  }

  // SP 800-56C rev. 2 section 2 wants the secret of the approved method first: with X25519 that is
  // ML-KEM's, with P-256 the curve's. TLS orders its hybrid groups the same way.
  boolean kemSecretFirst() {
    return kemSecretFirst;
  }

  /** The elliptic curve of a suite, with the length of a share on the wire. */
  enum Curve {
    X25519(32),
    P256(65);

    private final int shareBytes;

    Curve(int shareBytes) {
      this.shareBytes = shareBytes;
    }

    int shareBytes() {
      return shareBytes;
    }
  }
}
