package io.hallmark.hsm.token;

import io.hallmark.hsm.scheme.DigestSignatures;
import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.scheme.PeerKeys;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Secp256k1;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;

/** What a fake token computes: the JDK's own cryptography, wrapped keys in the real format. */
final class FakeKeys {
  /** RFC 5649. */
  private static final String WRAP = "AES/KWP/NoPadding";

  private FakeKeys() {}

  static KeyPair pair(KeySpec spec) throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (spec) {
      case EC_P256 -> generator = curve("secp256r1");
      case EC_P384 -> generator = curve("secp384r1");
      case EC_P521 -> generator = curve("secp521r1");
      case EC_SECP256K1 -> {
        return koblitz();
      }
      case ED25519 -> generator = KeyPairGenerator.getInstance("Ed25519");
      default -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(Schemes.modulusBits(spec));
      }
    }
    return generator.generateKeyPair();
  }

  private static KeyPairGenerator curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator;
  }

  private static KeyPair koblitz() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", koblitzProvider());
    generator.initialize(new ECGenParameterSpec("secp256k1"));
    KeyPair pair = generator.generateKeyPair();
    // The public part as every other engine gives it, so that equal keys are equal.
    return new KeyPair(
        PublicKeys.decode(KeySpec.EC_SECP256K1, pair.getPublic().getEncoded()), pair.getPrivate());
  }

  private static Provider koblitzProvider() throws NoSuchAlgorithmException {
    return Secp256k1.provider()
        .orElseThrow(() -> new NoSuchAlgorithmException("nothing here computes on secp256k1"));
  }

  static byte[] sign(KeyPair pair, SignTask task) throws GeneralSecurityException {
    if (task.digested()) {
      byte[] digest = new byte[task.content().remaining()];
      task.content().duplicate().get(digest);
      return DigestSignatures.sign(pair.getPrivate(), task.scheme(), digest);
    }
    Signature signature = JcaSignatures.of(task.scheme(), pair.getPublic());
    signature.initSign(pair.getPrivate());
    signature.update(task.content().duplicate());
    return signature.sign();
  }

  static byte[] agree(PrivateKey key, KeySpec spec, Octets peer) throws GeneralSecurityException {
    ECPublicKey point = PeerKeys.decode(spec, peer.toByteArray());
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(point, true);
    return agreement.generateSecret();
  }

  static Octets wrap(SecretKey wrapper, java.security.Key key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(WRAP);
    cipher.init(Cipher.WRAP_MODE, wrapper);
    return Octets.wrap(cipher.wrap(key));
  }

  static KeyPair unwrap(SecretKey wrapper, WrappedKey wrapped) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(WRAP);
    cipher.init(Cipher.UNWRAP_MODE, wrapper);
    PrivateKey key =
        (PrivateKey)
            cipher.unwrap(
                wrapped.blob().toByteArray(),
                Schemes.algorithm(wrapped.spec()),
                Cipher.PRIVATE_KEY);
    if (wrapped.spec() == KeySpec.EC_SECP256K1) {
      key =
          KeyFactory.getInstance("EC", koblitzProvider())
              .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }
    return new KeyPair(PublicKeys.decode(wrapped.spec(), wrapped.publicKey().toByteArray()), key);
  }

  static SecretKey unwrapSecret(SecretKey wrapper, Octets blob) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(WRAP);
    cipher.init(Cipher.UNWRAP_MODE, wrapper);
    return (SecretKey) cipher.unwrap(blob.toByteArray(), "AES", Cipher.SECRET_KEY);
  }
}
