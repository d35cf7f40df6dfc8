package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyPurpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a key object must say of itself (PKCS#11 v3.1 sections 4.9, 4.10): a token is believed only
 * after its attributes were read back. Confined to one thread.
 */
final class Expectation {
  private record Flag(long attribute, boolean value) {}

  private final Map<String, Flag> flags = new LinkedHashMap<>();

  private Expectation and(String name, long attribute, boolean value) {
    flags.put(name, new Flag(attribute, value));
    return this;
  }

  /** A private key made in the token. */
  static Expectation generated(KeyPurpose purpose, boolean resident, Extraction extraction) {
    boolean never = extraction == Extraction.NEVER;
    return privateKey(purpose, resident)
        .and("CKA_LOCAL", Ck.CKA_LOCAL, true)
        .and("CKA_ALWAYS_SENSITIVE", Ck.CKA_ALWAYS_SENSITIVE, true)
        .and("CKA_EXTRACTABLE", Ck.CKA_EXTRACTABLE, !never)
        .and("CKA_NEVER_EXTRACTABLE", Ck.CKA_NEVER_EXTRACTABLE, never);
  }

  /** A private key that came out of its wrapping. */
  static Expectation unwrapped(KeyPurpose purpose, boolean resident, Extraction extraction) {
    return privateKey(purpose, resident)
        .and("CKA_EXTRACTABLE", Ck.CKA_EXTRACTABLE, extraction == Extraction.WRAPPED);
  }

  private static Expectation privateKey(KeyPurpose purpose, boolean resident) {
    return new Expectation()
        .and("CKA_TOKEN", Ck.CKA_TOKEN, resident)
        .and("CKA_PRIVATE", Ck.CKA_PRIVATE, true)
        .and("CKA_SENSITIVE", Ck.CKA_SENSITIVE, true)
        .and("CKA_SIGN", Ck.CKA_SIGN, purpose == KeyPurpose.SIGN)
        .and("CKA_DERIVE", Ck.CKA_DERIVE, purpose == KeyPurpose.AGREE)
        .and("CKA_DECRYPT", Ck.CKA_DECRYPT, false)
        .and("CKA_UNWRAP", Ck.CKA_UNWRAP, false);
  }

  /** A key that wraps and unwraps others and does nothing else. */
  static Expectation wrapping(Extraction extraction) {
    return new Expectation()
        .and("CKA_TOKEN", Ck.CKA_TOKEN, true)
        .and("CKA_PRIVATE", Ck.CKA_PRIVATE, true)
        .and("CKA_SENSITIVE", Ck.CKA_SENSITIVE, true)
        .and("CKA_EXTRACTABLE", Ck.CKA_EXTRACTABLE, extraction == Extraction.WRAPPED)
        .and("CKA_WRAP", Ck.CKA_WRAP, true)
        .and("CKA_UNWRAP", Ck.CKA_UNWRAP, true)
        .and("CKA_ENCRYPT", Ck.CKA_ENCRYPT, false)
        .and("CKA_DECRYPT", Ck.CKA_DECRYPT, false)
        .and("CKA_DERIVE", Ck.CKA_DERIVE, false)
        .and("CKA_SIGN", Ck.CKA_SIGN, false);
  }

  /** The attributes that say otherwise, by name. */
  List<String> wrong(CryptokiSession session, long handle) throws CryptokiException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Flag> entry : flags.entrySet()) {
      Flag expected = entry.getValue();
      if (session.flag(handle, expected.attribute()) != expected.value()) {
        wrong.add(entry.getKey());
      }
    }
    return wrong;
  }
}
