package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.KeyId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the attributes of a private key, for the transcript and for a key that an interrupted step
 * left. Needs a login elsewhere in this process (PKCS#11 v3.1 section 5.6: it holds for all
 * sessions).
 */
final class KeyReadBack {
  /**
   * Where a key comes from, which decides what its attributes must be.
   *
   * @param otherwise attributes that are the other way round than in a key that never leaves
   */
  record Origin(Set<String> otherwise) {
    /** Made in this token, never to leave it. */
    static final Origin MADE_HERE = new Origin(Set.of());

    /** Made in this token, and may leave it wrapped. */
    static final Origin TO_BE_BACKED_UP =
        new Origin(Set.of("CKA_EXTRACTABLE", "CKA_NEVER_EXTRACTABLE"));

    /** Unwrapped from a backup: it was elsewhere before, and will not leave again. */
    static final Origin RESTORED =
        new Origin(Set.of("CKA_LOCAL", "CKA_ALWAYS_SENSITIVE", "CKA_NEVER_EXTRACTABLE"));

    Origin {
      otherwise = Set.copyOf(otherwise);
    }
  }

  private record Expected(long attribute, boolean value) {}

  private static final Map<String, Expected> EXPECTED =
      Map.ofEntries(
          Map.entry("CKA_TOKEN", new Expected(Ck.CKA_TOKEN, true)),
          Map.entry("CKA_PRIVATE", new Expected(Ck.CKA_PRIVATE, true)),
          Map.entry("CKA_SENSITIVE", new Expected(Ck.CKA_SENSITIVE, true)),
          Map.entry("CKA_ALWAYS_SENSITIVE", new Expected(Ck.CKA_ALWAYS_SENSITIVE, true)),
          Map.entry("CKA_EXTRACTABLE", new Expected(Ck.CKA_EXTRACTABLE, false)),
          Map.entry("CKA_NEVER_EXTRACTABLE", new Expected(Ck.CKA_NEVER_EXTRACTABLE, true)),
          Map.entry("CKA_LOCAL", new Expected(Ck.CKA_LOCAL, true)),
          Map.entry("CKA_SIGN", new Expected(Ck.CKA_SIGN, true)),
          Map.entry("CKA_DECRYPT", new Expected(Ck.CKA_DECRYPT, false)),
          Map.entry("CKA_UNWRAP", new Expected(Ck.CKA_UNWRAP, false)),
          Map.entry("CKA_DERIVE", new Expected(Ck.CKA_DERIVE, false)));

  private KeyReadBack() {}

  /**
   * The attributes by name.
   *
   * @throws StoppedException where one is not what it must be
   */
  static Map<String, String> read(CryptokiModule module, long slot, KeyId id, Origin origin)
      throws StoppedException {
    module.searchLock().lock();
    try (CryptokiSession session = CryptokiSession.open(module.cryptoki(), slot, false)) {
      Template template =
          new Template().add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY).add(Ck.CKA_ID, id.toByteArray());
      List<Long> found = session.find(template, 2);
      if (found.size() != 1) {
        throw StoppedException.failed(
            Problem.of("the token has %d private keys with CKA_ID %s".formatted(found.size(), id))
                .expecting("1")
                .remedy("look at it with 'hallmark hsm keys'"));
      }
      return attributes(session, found.get(0), id, origin);
    } catch (CryptokiException e) {
      throw StoppedException.failed(
          Problem.of("the attributes of key %s cannot be read: %s".formatted(id, e.getMessage()))
              .remedy("look at the token, then resume"),
          e);
    } finally {
      module.searchLock().unlock();
    }
  }

  private static Map<String, String> attributes(
      CryptokiSession session, long handle, KeyId id, Origin origin)
      throws CryptokiException, StoppedException {
    Map<String, String> read = new TreeMap<>();
    for (Map.Entry<String, Expected> entry : EXPECTED.entrySet()) {
      boolean value = session.flag(handle, entry.getValue().attribute());
      boolean expected = entry.getValue().value() ^ origin.otherwise.contains(entry.getKey());
      if (value != expected) {
        throw StoppedException.refused(
            Problem.of("key %s has %s %s".formatted(id, entry.getKey(), value))
                .expecting(String.valueOf(expected))
                .remedy("it must not be used; look for what is wrong with the token"));
      }
      read.put(entry.getKey(), String.valueOf(value));
    }
    return read;
  }
}
