package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads key objects of a token. Called while searching, see {@link Connection#searching}. */
public final class KeyObjects {
  private static final int KEYS_MAX = 100_000;

  private KeyObjects() {}

  /** Private key objects with this CKA_ID; more than one is someone's mistake. */
  static List<Long> privateKeys(CryptokiSession session, KeyId id) throws CryptokiException {
    return session.find(byId(Ck.CKO_PRIVATE_KEY, id), 2);
  }

  /** Whether any key object has this CKA_ID. */
  public static boolean exists(CryptokiSession session, KeyId id) throws CryptokiException {
    return !session.find(byId(Ck.CKO_PRIVATE_KEY, id), 1).isEmpty()
        || !session.find(byId(Ck.CKO_PUBLIC_KEY, id), 1).isEmpty()
        || !session.find(byId(Ck.CKO_SECRET_KEY, id), 1).isEmpty();
  }

  /** Resident objects only: session objects are someone's key for as long as it is in use. */
  static Template byId(long objectClass, KeyId id) {
    return resident(objectClass).add(Ck.CKA_ID, id.toByteArray());
  }

  static Template resident(long objectClass) {
    return new Template().add(Ck.CKA_CLASS, objectClass).add(Ck.CKA_TOKEN, true);
  }

  /** Key pairs of kinds that we know. */
  public static List<TokenKey> all(CryptokiSession session) throws CryptokiException {
    Template template = resident(Ck.CKO_PRIVATE_KEY);
    List<TokenKey> keys = new ArrayList<>();
    for (long handle : session.find(template, KEYS_MAX)) {
      Optional<byte[]> id = session.attribute(handle, Ck.CKA_ID);
      if (id.isPresent() && id.get().length >= 1 && id.get().length <= 64) {
        read(session, handle, KeyId.of(id.get())).ifPresent(keys::add);
      }
    }
    return keys;
  }

  /** What is public about a private key; empty where its kind is none of ours. */
  public static Optional<TokenKey> read(CryptokiSession session, long handle, KeyId id)
      throws CryptokiException {
    List<Long> publicKeys = session.find(byId(Ck.CKO_PUBLIC_KEY, id), 1);
    // RSA and some EC private key objects carry the public part themselves.
    return read(session, handle, publicKeys.isEmpty() ? handle : publicKeys.get(0), id);
  }

  /** The same where both parts are known. */
  static Optional<TokenKey> read(CryptokiSession session, CryptokiSession.Pair pair, KeyId id)
      throws CryptokiException {
    return read(session, pair.privateKey(), pair.publicKey(), id);
  }

  private static Optional<TokenKey> read(
      CryptokiSession session, long handle, long source, KeyId id) throws CryptokiException {
    String label =
        session
            .attribute(handle, Ck.CKA_LABEL)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    long type = session.number(handle, Ck.CKA_KEY_TYPE);
    if (type == Ck.CKK_RSA) {
      return rsa(session, source, id, label);
    }
    if (type == Ck.CKK_EC || type == Ck.CKK_EC_EDWARDS) {
      return ec(session, handle, source, id, label);
    }
    return Optional.empty();
  }

  private static Optional<TokenKey> rsa(
      CryptokiSession session, long source, KeyId id, String label) throws CryptokiException {
    Optional<byte[]> modulus = session.attribute(source, Ck.CKA_MODULUS);
    Optional<byte[]> exponent = session.attribute(source, Ck.CKA_PUBLIC_EXPONENT);
    if (modulus.isEmpty() || exponent.isEmpty()) {
      return Optional.empty();
    }
    PublicKey key = PublicKeys.rsa(modulus.get(), exponent.get());
    return PublicKeys.specOfModulus(modulus.get()).map(spec -> new TokenKey(id, label, spec, key));
  }

  private static Optional<TokenKey> ec(
      CryptokiSession session, long handle, long source, KeyId id, String label)
      throws CryptokiException {
    Optional<KeySpec> spec =
        session.attribute(handle, Ck.CKA_EC_PARAMS).flatMap(PublicKeys::specOf);
    if (spec.isEmpty() && source != handle) {
      spec = session.attribute(source, Ck.CKA_EC_PARAMS).flatMap(PublicKeys::specOf);
    }
    Optional<byte[]> point = session.attribute(source, Ck.CKA_EC_POINT);
    if (spec.isEmpty() || point.isEmpty()) {
      return Optional.empty();
    }
    KeySpec known = spec.get();
    return Optional.of(new TokenKey(id, label, known, PublicKeys.ofPoint(known, point.get())));
  }
}
