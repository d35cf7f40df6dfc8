package io.hallmark.tools.ceremony.evidence;

import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The signature of a token's key under a transcript: in its last entry, over those before. */
public final class Seal {
  private static final String PREFIX = "hallmark key ceremony, transcript\0";

  private Seal() {}

  /** What is signed. */
  public static byte[] content(String lastHash) {
    return (PREFIX + lastHash).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the entry's own public key made the signature in it. */
  static boolean holds(Entry end) {
    try {
      Signature verifier = Signature.getInstance(end.data().getOrDefault(Facts.ALGORITHM, "none"));
      verifier.initVerify(key(end.data().getOrDefault(Facts.PUBLIC_KEY, "")));
      verifier.update(content(end.previous()));
      return verifier.verify(
          Base64.getDecoder().decode(end.data().getOrDefault(Facts.SIGNATURE, "")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // Of the wrong form, so made by no key.
    }
  }

  private static PublicKey key(String base64) throws GeneralSecurityException {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    GeneralSecurityException none = new GeneralSecurityException("no public key");
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(encoded);
      } catch (GeneralSecurityException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }
}
