package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies what a token signed, by an implementation that is not the token's. Conscrypt where it
 * loads, since it verifies P-256 some twenty times as fast as the JDK 17; else the JDK. Safe for
 * concurrent use.
 */
public final class Verifier {
  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

  /** Set for a process that runs on Bouncy Castle's FIPS module in approved-only mode. */
  private static final String APPROVED_ONLY = "org.bouncycastle.fips.approved_only";

  private static final Provider CONSCRYPT = load();

  private Verifier() {}

  /**
   * None in FIPS mode either: what is not the FIPS module's is not approved to say what is good.
   */
  private static Provider load() {
    if (Boolean.getBoolean(APPROVED_ONLY)) {
      return null;
    }
    try {
      return Conscrypt.newProvider();
    } catch (RuntimeException | LinkageError e) {
      LOG.info(
          "signatures are verified by the JDK, since Conscrypt does not load: {}", e.toString());
      return null;
    }
  }

  /** Whether signatures of such keys can be verified here; a key that can't be is not used. */
  public static boolean knows(KeySpec spec) {
    return spec != KeySpec.EC_SECP256K1 || Secp256k1.provider().isPresent();
  }

  /** Whether {@code signature} is the key's over {@code content}. */
  public static boolean verify(
      PublicKey key, SignatureScheme scheme, ByteBuffer content, byte[] signature) {
    try {
      Signature verifier = verifier(scheme, key);
      verifier.initVerify(key);
      verifier.update(content.duplicate());
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      LOG.warn("a {} signature could not be verified: {}", scheme, e.toString());
      return false;
    }
  }

  /** Whether {@code signature} is the key's over what {@code task} had signed. */
  public static boolean verify(PublicKey key, SignTask task, byte[] signature) {
    if (!task.digested()) {
      return verify(key, task.scheme(), task.content(), signature);
    }
    byte[] digest = new byte[task.content().remaining()];
    task.content().duplicate().get(digest);
    try {
      return DigestSignatures.verify(key, task.scheme(), digest, signature);
    } catch (GeneralSecurityException e) {
      LOG.warn("a {} signature could not be verified: {}", task.scheme(), e.toString());
      return false;
    }
  }

  private static Signature verifier(SignatureScheme scheme, PublicKey key)
      throws GeneralSecurityException {
    boolean byConscrypt =
        CONSCRYPT != null && Schemes.family(scheme) == Schemes.Family.EC && !Secp256k1.has(key);
    return byConscrypt ? JcaSignatures.of(scheme, CONSCRYPT) : JcaSignatures.of(scheme, key);
  }
}
