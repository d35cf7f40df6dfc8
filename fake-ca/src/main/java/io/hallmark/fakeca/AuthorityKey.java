package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.signing.CertificateSigner;
import io.hallmark.certificates.signing.JcaSigner;
import io.hallmark.certificates.signing.PublicKeys;
import io.hallmark.certificates.signing.TokenRandom;
import io.hallmark.certificates.signing.TokenSigner;
import java.security.cert.X509Certificate;

/**
 * A CA's key, in a file or in a token.
 *
 * @param signer signs with it
 * @param serials makes serial numbers: the token's generator where the key is in one
 * @param closing what is to be closed after use
 */
record AuthorityKey(CertificateSigner signer, Serials serials, Runnable closing) {
  /** Makes serial numbers. */
  interface Serials {
    SerialNumber next();
  }

  static AuthorityKey inMemory(CertificateSigner signer) {
    return new AuthorityKey(signer, SerialNumber::random, () -> {});
  }

  static AuthorityKey inToken(OpenTokenKey key) {
    TokenRandom random = new TokenRandom(key.token());
    return new AuthorityKey(
        TokenSigner.of(key.token(), key.key()),
        () -> SerialNumber.random(random),
        key.token()::close);
  }

  /** The key of the CA whose certificate is in {@code home}. */
  static AuthorityKey open(Home home, X509Certificate certificate) {
    AuthorityKey key =
        home.tokenKey()
            .map(place -> inToken(place.open()))
            .orElseGet(() -> inMemory(fromFile(home, certificate)));
    if (!key.signer().publicKey().equals(certificate.getPublicKey())) {
      key.closing().run();
      throw CertificatesException.badInput(
          "the key of %s is another, expected that of its certificate %s; restore the file"
              .formatted(home.folder(), home.certificate()));
    }
    return key;
  }

  private static CertificateSigner fromFile(Home home, X509Certificate certificate) {
    String file = home.key().toString();
    byte[] pkcs8 = Pem.decode(file, Home.read(home.key()), Pem.PRIVATE_KEY);
    return JcaSigner.of(certificate.getPublicKey(), PublicKeys.privateKey(file, pkcs8));
  }
}
