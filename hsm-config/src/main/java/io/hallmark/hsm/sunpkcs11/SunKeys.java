package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The provider's private keys by CKA_ID. A KeyStore shows aliases and certificates only, so a key
 * is recognised by its public part. Safe for concurrent use.
 */
final class SunKeys {
  private static final int ENTRIES_MAX = 65_536;

  private final KeyStore store;
  private final Map<KeyId, Entry> entries = new ConcurrentHashMap<>();
  private final Set<Entry> used = ConcurrentHashMap.newKeySet();

  /** A key as the provider sees it. */
  record Entry(TokenKey key, PrivateKey privateKey) {}

  SunKeys(KeyStore store) {
    this.store = store;
  }

  /** The key, or nothing where the token has none or the provider does not see it. */
  Optional<Entry> get(KeyId id, Function<KeyId, Optional<TokenKey>> publicPart)
      throws GeneralSecurityException {
    Entry known = entries.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<TokenKey> key = publicPart.apply(id);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Entry> found = find(key.get());
    found.ifPresent(
        entry -> {
          if (entries.size() < ENTRIES_MAX) {
            entries.put(id, entry);
          }
        });
    return found;
  }

  private synchronized Optional<Entry> find(TokenKey key) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate != null
          && certificate.getPublicKey().equals(key.publicKey())
          && store.getKey(alias, null) instanceof PrivateKey privateKey) {
        return Optional.of(new Entry(key, privateKey));
      }
    }
    return Optional.empty();
  }

  /** Makes the provider see objects that were made beside it. */
  synchronized void reload() {
    try {
      store.load(null, null);
    } catch (GeneralSecurityException | IOException e) {
      throw new ProviderException(e);
    }
  }

  /** The key was destroyed. */
  void forget(KeyId id) {
    Entry gone = entries.remove(id);
    if (gone != null) {
      used.remove(gone);
    }
    reload();
  }

  boolean firstUse(Entry entry) {
    return !used.contains(entry);
  }

  void used(Entry entry) {
    used.add(entry);
  }
}
