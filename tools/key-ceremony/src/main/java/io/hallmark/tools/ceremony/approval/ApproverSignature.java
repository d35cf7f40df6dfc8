package io.hallmark.tools.ceremony.approval;

import io.hallmark.commandline.Problem;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Signatures by approvers' own keys: ECDSA with SHA-256, or Ed25519. */
final class ApproverSignature {
  private static final String KEYS = "a key of EC or Ed25519";

  private ApproverSignature() {}

  /** The signature as Base64. */
  static String sign(PrivateKey key, byte[] content) throws ApprovalException {
    try {
      Signature signer = Signature.getInstance(algorithm(key.getAlgorithm()));
      signer.initSign(key);
      signer.update(content);
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw ApprovalException.unreadable(
          Problem.of("the approver's key cannot sign: " + e.getMessage())
              .expecting(KEYS)
              .remedy("give another key"),
          e);
    }
  }

  static boolean verifies(PublicKey key, byte[] content, String signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm(key.getAlgorithm()));
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException | ApprovalException e) {
      return false; // Of the wrong form, so made by no key.
    }
  }

  private static String algorithm(String key) throws ApprovalException {
    return switch (key) {
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      default ->
          throw ApprovalException.unreadable(
              Problem.of("no approvals with keys of " + key)
                  .expecting(KEYS)
                  .remedy("give another key"),
              null);
    };
  }
}
