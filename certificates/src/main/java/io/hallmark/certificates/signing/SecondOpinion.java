package io.hallmark.certificates.signing;

import io.hallmark.certificates.fips.FipsMode;
import io.hallmark.hsm.scheme.Secp256k1;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies signatures by an implementation other than the one that made them, so that a fault of
 * one does not certify itself. What a token made, the JVM's first provider verifies; what that
 * provider made, Conscrypt does, where it loads and has the algorithm. In FIPS mode there is one
 * approved implementation in the process: it verifies what the token made, and its own.
 */
public final class SecondOpinion {
  private static final Logger LOG = LoggerFactory.getLogger(SecondOpinion.class);

  private SecondOpinion() {}

  /** Loaded when first asked for: it brings a native library. */
  private static final class Other {
    static final Optional<Provider> PROVIDER = load();

    private static Optional<Provider> load() {
      try {
        return Optional.of(Conscrypt.newProvider());
      } catch (RuntimeException | LinkageError e) {
        LOG.info("what the JDK signs is verified by the JDK: no Conscrypt: {}", e.toString());
        return Optional.empty();
      }
    }
  }

  /** Whether {@code signature}, made by {@code maker}, is the key's over {@code content}. */
  public static boolean verifies(
      SigningAlgorithm algorithm, PublicKey key, byte[] content, byte[] signature, String maker) {
    try {
      Signature verifier = verifier(algorithm, key, maker);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of the wrong form, or of another kind of key, is not good.
      LOG.debug("a {} signature does not verify: {}", algorithm, e.toString());
      return false;
    }
  }

  private static Signature verifier(SigningAlgorithm algorithm, PublicKey key, String maker)
      throws GeneralSecurityException {
    boolean ours = Security.getProvider(maker) != null;
    if (ours && !Secp256k1.has(key) && !FipsMode.state().active()) {
      Optional<Provider> other =
          Other.PROVIDER.filter(p -> p.getService("Signature", algorithm.jcaName()) != null);
      if (other.isPresent()) {
        return Signature.getInstance(algorithm.jcaName(), other.get());
      }
    }
    return forKey(algorithm.jcaName(), key);
  }

  /**
   * What verifies with a key: the JVM's first provider, but for secp256k1, which it does not know.
   *
   * @throws NoSuchAlgorithmException where nothing in this process computes with the key
   */
  public static Signature forKey(String jcaName, PublicKey key) throws GeneralSecurityException {
    if (!Secp256k1.has(key)) {
      return Signature.getInstance(jcaName);
    }
    Provider provider =
        Secp256k1.provider()
            .orElseThrow(() -> new NoSuchAlgorithmException("nothing here computes on secp256k1"));
    return Signature.getInstance(jcaName, provider);
  }
}
