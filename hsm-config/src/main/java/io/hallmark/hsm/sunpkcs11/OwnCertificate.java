package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.TokenKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A certificate that a key signs for itself, for no other reason than that SunPKCS11 shows only
 * keys that have one. It has a name and a key and no extension; it claims nothing about anybody.
 */
public final class OwnCertificate {
  private static final byte[] COMMON_NAME = Der.hex("0603550403");
  private static final int SERIAL_BYTES = 16;

  private final byte[] algorithm;
  private final byte[] body;

  private OwnCertificate(byte[] algorithm, byte[] body) {
    this.algorithm = algorithm;
    this.body = body;
  }

  /** What is to be signed: RFC 5280 section 4.1, with no well-defined expiration. */
  public static OwnCertificate of(TokenKey key, String commonName) {
    byte[] algorithm = algorithm(scheme(key.spec()));
    byte[] attribute = Der.of(Der.SEQUENCE, COMMON_NAME, Der.text(Der.UTF8_STRING, commonName));
    byte[] name = Der.of(Der.SEQUENCE, Der.of(Der.SET, attribute));
    byte[] validity =
        Der.of(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, "260101000000Z"),
            Der.text(Der.GENERALIZED_TIME, "99991231235959Z"));
    byte[] body =
        Der.of(
            Der.SEQUENCE,
            Der.of(Der.CONTEXT_0, Der.of(Der.INTEGER, new byte[] {2})),
            Der.of(Der.INTEGER, serial(key)),
            algorithm,
            name,
            validity,
            name,
            key.publicKey().getEncoded());
    return new OwnCertificate(algorithm, body);
  }

  /** How a key signs it. */
  public static SignatureScheme scheme(KeySpec spec) {
    return switch (spec) {
      case EC_P384 -> SignatureScheme.ECDSA_SHA384;
      case EC_P521 -> SignatureScheme.ECDSA_SHA512;
      default ->
          switch (Schemes.family(spec)) {
            case EC -> SignatureScheme.ECDSA_SHA256;
            case RSA -> SignatureScheme.RSA_PKCS1_SHA256;
            case ED25519 -> SignatureScheme.ED25519;
          };
    };
  }

  /** AlgorithmIdentifier: RFC 5758 section 3.2, RFC 4055 section 5, RFC 8410 section 3. */
  private static byte[] algorithm(SignatureScheme scheme) {
    return Der.hex(
        switch (scheme) {
          case ECDSA_SHA256 -> "300a06082a8648ce3d040302";
          case ECDSA_SHA384 -> "300a06082a8648ce3d040303";
          case ECDSA_SHA512 -> "300a06082a8648ce3d040304";
          case ED25519 -> "300506032b6570";
          default -> "300d06092a864886f70d01010b0500";
        });
  }

  /** Of the key's own hash: the same key has the same certificate, and no two keys share one. */
  private static byte[] serial(TokenKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.publicKey().getEncoded());
      byte[] serial = Arrays.copyOf(hash, SERIAL_BYTES);
      // Positive and without leading zeros, as DER wants an INTEGER to be.
      serial[0] = (byte) ((serial[0] & 0x3f) | 0x40);
      return serial;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  public byte[] toBeSigned() {
    return body.clone();
  }

  /** The certificate in DER. */
  public byte[] signed(byte[] signature) {
    return Der.of(Der.SEQUENCE, body, algorithm, Der.bits(signature));
  }
}
