package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenResult;

/** Destroys what has a CKA_ID. Called while searching, in a writable session. */
final class Destruction {
  /** The private part first: whatever stops us in between, what is secret is gone. */
  private static final long[] CLASSES = {
    Ck.CKO_PRIVATE_KEY, Ck.CKO_SECRET_KEY, Ck.CKO_PUBLIC_KEY, Ck.CKO_CERTIFICATE
  };

  private static final int PER_CLASS_MAX = 64;

  private Destruction() {}

  static TokenResult<Integer> destroy(CryptokiSession session, KeyId id) throws CryptokiException {
    int destroyed = 0;
    for (long objectClass : CLASSES) {
      for (long handle : session.find(KeyObjects.byId(objectClass, id), PER_CLASS_MAX)) {
        session.destroy(handle);
        destroyed++;
      }
    }
    return destroyed == 0
        ? Answers.refused(Ckr.OBJECT_HANDLE_INVALID, "the token has no object with CKA_ID " + id)
        : Answers.done(destroyed);
  }
}
