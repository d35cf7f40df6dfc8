package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.util.List;
import java.util.Optional;

/**
 * Makes resident key pairs whose private part never leaves the token in clear, and believes it only
 * after reading the attributes back. Called while searching, see {@link Connection#writing}.
 */
public final class KeyMaker {
  private KeyMaker() {}

  /** Makes the pair, or refuses where the CKA_ID is taken. */
  public static TokenResult<TokenKey> make(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    if (KeyObjects.exists(session, task.key())) {
      return refused(
          ErrorClass.CALLER, "a key with CKA_ID " + task.key() + " exists; nothing was made");
    }
    CryptokiSession.Pair pair = generate(session, task);
    List<String> wrong =
        Expectation.generated(task.purpose(), true, task.extraction())
            .wrong(session, pair.privateKey());
    if (!wrong.isEmpty()) {
      destroy(session, pair);
      return refused(
          ErrorClass.TOKEN,
          "the token made a key with wrong %s; it was destroyed"
              .formatted(String.join(", ", wrong)));
    }
    Optional<TokenKey> key = KeyObjects.read(session, pair, task.key());
    if (key.isEmpty()) {
      destroy(session, pair);
      return refused(
          ErrorClass.TOKEN, "the token made a key without a readable public part; destroyed");
    }
    return new TokenResult.Done<>(key.get());
  }

  private static CryptokiSession.Pair generate(CryptokiSession session, GenerateTask task)
      throws CryptokiException {
    return KeyPairMaker.make(
        session,
        task.spec(),
        () ->
            KeyTemplates.named(
                KeyTemplates.publicKey(task.purpose(), true), task.key(), task.label()),
        () ->
            KeyTemplates.named(
                KeyTemplates.privateKey(task.purpose(), true, task.extraction()),
                task.key(),
                task.label()));
  }

  private static TokenResult<TokenKey> refused(ErrorClass errorClass, String detail) {
    return new TokenResult.Refused<>(new TokenFault(errorClass, 0, detail));
  }

  private static void destroy(CryptokiSession session, CryptokiSession.Pair pair)
      throws CryptokiException {
    session.destroy(pair.privateKey());
    session.destroy(pair.publicKey());
  }
}
