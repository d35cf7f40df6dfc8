package io.hallmark.link.handshake;

import io.hallmark.crypto.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Verifies with one key and one scheme, by Conscrypt. Immutable; safe for concurrent use. */
final class SignatureVerifier {
  private static final int RSA_BITS_MIN = 3072;
  private static final int RSA_BITS_MAX = 8192;

  // The whole SubjectPublicKeyInfo up to the point: named curve, uncompressed, nothing else.
  // Explicit
  // curve parameters never reach a parser.
  private static final String P256_HEAD = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
  private static final String P384_HEAD = "3076301006072a8648ce3d020106052b8104002203620004";
  private static final String ED25519_HEAD = "302a300506032b6570032100";

  private final PublicKey key;
  private final String algorithm;
  private final Optional<AlgorithmParameterSpec> parameters;

  private SignatureVerifier(
      PublicKey key, String algorithm, Optional<AlgorithmParameterSpec> parameters) {
    this.key = key;
    this.algorithm = algorithm;
    this.parameters = parameters;
  }

  static SignatureVerifier of(SignatureScheme scheme, byte[] publicKey) {
    return switch (scheme) {
      case ECDSA_SHA256 -> of(scheme, publicKey, "EC", P256_HEAD, 91, "SHA256withECDSA");
      case ECDSA_SHA384 -> of(scheme, publicKey, "EC", P384_HEAD, 120, "SHA384withECDSA");
      case ED25519 -> of(scheme, publicKey, "EdDSA", ED25519_HEAD, 44, "EdDSA");
      case RSA_PSS_SHA256 -> pss(scheme, publicKey, "SHA-256", MGF1ParameterSpec.SHA256, 32);
      case RSA_PSS_SHA384 -> pss(scheme, publicKey, "SHA-384", MGF1ParameterSpec.SHA384, 48);
      case RSA_PSS_SHA512 -> pss(scheme, publicKey, "SHA-512", MGF1ParameterSpec.SHA512, 64);
      case ECDSA_SHA512, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 ->
          throw new IllegalArgumentException("session keys don't sign with " + scheme);
    };
  }

  private static SignatureVerifier of(
      SignatureScheme scheme,
      byte[] publicKey,
      String keyAlgorithm,
      String head,
      int length,
      String algorithm) {
    byte[] expected = HexFormat.of().parseHex(head);
    if (publicKey.length != length
        || !Arrays.equals(publicKey, 0, expected.length, expected, 0, expected.length)) {
      throw unfit(scheme, null);
    }
    return new SignatureVerifier(
        parse(scheme, keyAlgorithm, publicKey), algorithm, Optional.empty());
  }

  private static SignatureVerifier pss(
      SignatureScheme scheme, byte[] publicKey, String hash, MGF1ParameterSpec mgf, int salt) {
    PublicKey key = parse(scheme, "RSA", publicKey);
    int bits = ((RSAPublicKey) key).getModulus().bitLength();
    if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) {
      throw new IllegalArgumentException(
          "RSA session keys have %d to %d bits, got %d"
              .formatted(RSA_BITS_MIN, RSA_BITS_MAX, bits));
    }
    String algorithm = hash.replace("-", "") + "withRSA/PSS";
    return new SignatureVerifier(
        key, algorithm, Optional.of(new PSSParameterSpec(hash, "MGF1", mgf, salt, 1)));
  }

  private static PublicKey parse(SignatureScheme scheme, String algorithm, byte[] publicKey) {
    try {
      return KeyFactory.getInstance(algorithm, Primitives.conscrypt())
          .generatePublic(new X509EncodedKeySpec(publicKey));
    } catch (GeneralSecurityException e) {
      throw unfit(scheme, e);
    }
  }

  private static IllegalArgumentException unfit(SignatureScheme scheme, Throwable cause) {
    return new IllegalArgumentException(
        "session key is no SubjectPublicKeyInfo for " + scheme, cause);
  }

  boolean verifies(byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm, Primitives.conscrypt());
      if (parameters.isPresent()) {
        verifier.setParameter(parameters.get());
      }
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Malformed DER and wrong lengths come as exceptions: the signature is bad all the same.
      return false;
    }
  }
}
