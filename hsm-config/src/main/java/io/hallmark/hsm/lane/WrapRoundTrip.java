package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.WrapMechanism;
import java.util.Arrays;
import java.util.Optional;

/**
 * Proves that a token wraps private keys and gets them back, with keys that vanish with their
 * session: nothing is stored in the token.
 */
public final class WrapRoundTrip {
  private static final long WRAPPING_KEY_BYTES = 32;

  private WrapRoundTrip() {}

  /**
   * Wraps a private key, destroys it, unwraps it and wraps what came out. AES key wrap is
   * deterministic (RFC 5649 section 4.1), so both blobs are equal if it is the same key.
   *
   * @return what went wrong; empty where all is well
   */
  public static Optional<String> run(CryptokiSession session, WrapMechanism mechanism, KeySpec spec)
      throws CryptokiException {
    long wrapper = KeyCalls.generate(session, Ck.CKM_AES_KEY_GEN, wrappingKey());
    try {
      byte[] blob = wrappedNewKey(session, mechanism, wrapper, spec);
      Template template =
          KeyTemplates.privateKey(KeyPurpose.SIGN, false, Extraction.WRAPPED)
              .add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY)
              .add(Ck.CKA_KEY_TYPE, KeyPairMaker.keyType(spec));
      long again = KeyCalls.unwrap(session, mechanism.type(), wrapper, blob, template);
      try {
        return Arrays.equals(blob, KeyCalls.wrap(session, mechanism.type(), wrapper, again))
            ? Optional.empty()
            : Optional.of("the key that was unwrapped is not the one that was wrapped");
      } finally {
        session.destroy(again);
      }
    } finally {
      session.destroy(wrapper);
    }
  }

  private static byte[] wrappedNewKey(
      CryptokiSession session, WrapMechanism mechanism, long wrapper, KeySpec spec)
      throws CryptokiException {
    CryptokiSession.Pair pair =
        KeyPairMaker.make(
            session,
            spec,
            () -> KeyTemplates.publicKey(KeyPurpose.SIGN, false),
            () -> KeyTemplates.privateKey(KeyPurpose.SIGN, false, Extraction.WRAPPED));
    try {
      return KeyCalls.wrap(session, mechanism.type(), wrapper, pair.privateKey());
    } finally {
      session.destroy(pair.privateKey());
      session.destroy(pair.publicKey());
    }
  }

  private static Template wrappingKey() {
    return new Template()
        .add(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
        .add(Ck.CKA_KEY_TYPE, Ck.CKK_AES)
        .add(Ck.CKA_TOKEN, false)
        .add(Ck.CKA_PRIVATE, true)
        .add(Ck.CKA_SENSITIVE, true)
        .add(Ck.CKA_EXTRACTABLE, false)
        .add(Ck.CKA_WRAP, true)
        .add(Ck.CKA_UNWRAP, true)
        .add(Ck.CKA_VALUE_LEN, WRAPPING_KEY_BYTES);
  }
}
