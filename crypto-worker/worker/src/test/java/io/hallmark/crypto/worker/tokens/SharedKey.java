package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.Tokens;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** A key pair made outside, for tests only, so that the same one can be in several tokens. */
record SharedKey(KeyId id, KeyPair pair) {
  private static final int SCALAR_BYTES = 32;
  private static final int POINT_BYTES = 1 + 2 * SCALAR_BYTES;

  static SharedKey make() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new SharedKey(KeyId.of(new byte[] {1}), generator.generateKeyPair());
  }

  /** Imports both halves. */
  void putInto(TokenConfig config) throws Exception {
    try (Token token = Tokens.open(config);
        CryptokiModule module = CryptokiModule.acquire(config.module(), config.environment());
        CryptokiSession session =
            CryptokiSession.open(module.cryptoki(), token.info().slotId(), true)) {
      session.create(half(Ck.CKO_PRIVATE_KEY, true).add(Ck.CKA_VALUE, scalar()));
      session.create(half(Ck.CKO_PUBLIC_KEY, false).add(Ck.CKA_EC_POINT, point()));
    }
  }

  private Template half(long objectClass, boolean secret) {
    Template template =
        new Template()
            .add(Ck.CKA_CLASS, objectClass)
            .add(Ck.CKA_KEY_TYPE, Ck.CKK_EC)
            .add(Ck.CKA_TOKEN, true)
            .add(Ck.CKA_PRIVATE, secret)
            .add(Ck.CKA_ID, id.toByteArray())
            .add(Ck.CKA_EC_PARAMS, Curve.P256.params());
    return secret
        ? template.add(Ck.CKA_SIGN, true).add(Ck.CKA_SENSITIVE, true).add(Ck.CKA_EXTRACTABLE, false)
        : template.add(Ck.CKA_VERIFY, true);
  }

  private byte[] scalar() {
    BigInteger value = ((ECPrivateKey) pair.getPrivate()).getS();
    byte[] signed = value.toByteArray();
    byte[] scalar = new byte[SCALAR_BYTES];
    int length = Math.min(signed.length, SCALAR_BYTES);
    System.arraycopy(signed, signed.length - length, scalar, SCALAR_BYTES - length, length);
    return scalar;
  }

  /** The point is the end of a SubjectPublicKeyInfo; the token wants it as an OCTET STRING. */
  private byte[] point() {
    byte[] info = pair.getPublic().getEncoded();
    byte[] point = new byte[2 + POINT_BYTES];
    point[0] = 4;
    point[1] = POINT_BYTES;
    byte[] bare = Arrays.copyOfRange(info, info.length - POINT_BYTES, info.length);
    System.arraycopy(bare, 0, point, 2, POINT_BYTES);
    return point;
  }

  boolean verifies(byte[] content, TokenSignature signature) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update(content);
    return verifier.verify(signature.toByteArray());
  }
}
