package io.hallmark.crypto.audit;

import io.hallmark.crypto.AuditHeadContent;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.messaging.wire.crypto.AuditHead;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;

/** Whether a head's signature is its key's. Immutable. */
record HeadCheck(AuditKeys keys) {
  /** What came of it. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** No key is known. */
    UNKNOWN
  }

  Verdict verify(AuditHead head) {
    List<PublicKey> known = keys.of(head.getKey());
    if (known.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    if (head.getSignature() == null) {
      return Verdict.WRONG;
    }
    byte[] content =
        AuditHeadContent.encode(
            head.getChain(), head.getSequence(), AuditChainHash.bytes(head.getHash()));
    Signature signature = Signature.of(AuditChainHash.bytes(head.getSignature()));
    return known.stream().anyMatch(key -> isRight(key, content, signature))
        ? Verdict.RIGHT
        : Verdict.WRONG;
  }

  private static boolean isRight(PublicKey key, byte[] content, Signature signature) {
    try {
      return JcaSignatures.verify(key, SignatureScheme.ECDSA_SHA256, content, signature);
    } catch (GeneralSecurityException e) {
      return false; // A key of another kind signed nothing here.
    }
  }
}
