package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Handles of private keys by CKA_ID, so that a signature needs no search. A handle counts for the
 * epoch in which it was found. Safe for concurrent use.
 */
final class KeyCache {
  private static final int ENTRIES_MAX = 65_536;

  private final Connection connection;
  private final Map<KeyId, KeyEntry> entries = new ConcurrentHashMap<>();
  private final Map<KeyId, PublicKey> proven = new ConcurrentHashMap<>();

  KeyCache(Connection connection) {
    this.connection = connection;
  }

  /**
   * The key, searched for where it is not known; empty where the token has none that we can use.
   */
  Optional<KeyEntry> get(LaneSession lane, KeyId id) throws CryptokiException {
    KeyEntry known = entries.get(id);
    if (known != null && known.epoch() == connection.handleEpoch()) {
      return Optional.of(known);
    }
    Optional<KeyEntry> found = lane.searching(session -> search(session, id));
    found.ifPresent(entry -> remember(id, entry));
    return found;
  }

  private Optional<KeyEntry> search(CryptokiSession session, KeyId id) throws CryptokiException {
    long epoch = connection.handleEpoch();
    List<Long> handles = KeyObjects.privateKeys(session, id);
    if (handles.isEmpty()) {
      if (!Place.isLoggedIn(session)) {
        // Without a login private keys can't be seen, which does not mean that there is none.
        throw new CryptokiException("C_FindObjects", Ckr.USER_NOT_LOGGED_IN);
      }
      epoch = connection.handleEpoch(); // Another lane may have logged in only after the search.
      handles = KeyObjects.privateKeys(session, id);
    }
    if (handles.size() != 1) {
      return Optional.empty();
    }
    long handle = handles.get(0);
    long found = epoch;
    try {
      boolean pinEachTime = session.flag(handle, Ck.CKA_ALWAYS_AUTHENTICATE);
      Optional<TokenKey> key = KeyObjects.read(session, handle, id);
      return key.map(k -> new KeyEntry(handle, found, pinEachTime, k));
    } catch (IllegalArgumentException e) {
      throw new CryptokiException("C_GetAttributeValue", Ckr.ATTRIBUTE_VALUE_INVALID);
    }
  }

  private void remember(KeyId id, KeyEntry entry) {
    if (entries.size() >= ENTRIES_MAX) {
      // Whichever the map names first: any key can be found again by one search.
      entries.keySet().stream().findFirst().ifPresent(this::forgetAll);
    }
    entries.put(id, entry);
  }

  private void forgetAll(KeyId id) {
    entries.remove(id);
    proven.remove(id);
  }

  /** Its handle is stale. */
  void forget(KeyId id) {
    entries.remove(id);
  }

  /** The key was destroyed. */
  void destroyed(KeyId id) {
    forgetAll(id);
  }

  /** Of this very key, whatever had its CKA_ID before. */
  Proof proofOf(KeyEntry entry) {
    return new Proof() {
      @Override
      public boolean isProven() {
        return KeyCache.this.isProven(entry);
      }

      @Override
      public void prove() {
        proven.put(entry.key().id(), entry.key().publicKey());
      }
    };
  }

  private boolean isProven(KeyEntry entry) {
    PublicKey mine = entry.key().publicKey();
    PublicKey verified = proven.get(entry.key().id());
    if (verified == mine) {
      return true;
    }
    // Comparing encodes both: once for each time that the key was found, not for each signature.
    return verified != null
        && verified.equals(mine)
        && proven.replace(entry.key().id(), verified, mine);
  }
}
