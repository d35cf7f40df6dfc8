package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.scheme.DigestSignatures;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Verifier;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What lies in a fake token, and each operation on it as an answer. Safe for concurrent use. */
final class FakeVault {
  private record Entry(TokenKey key, KeyPair pair, KeyPurpose purpose, Extraction extraction) {}

  private record Wrapper(WrappingKey key, SecretKey value, boolean inClear) {}

  private final String name;
  private final SecureRandom random = new SecureRandom();
  private final Map<KeyId, Entry> keys = new ConcurrentHashMap<>();
  private final Map<KeyId, Wrapper> wrappers = new ConcurrentHashMap<>();
  private final Map<KeyId, Set<Octets>> certificates = new ConcurrentHashMap<>();

  FakeVault(String name) {
    this.name = name;
  }

  /** What a provider throws where the token would have refused. */
  @FunctionalInterface
  private interface Crypto<T> {
    TokenResult<T> run() throws GeneralSecurityException;
  }

  private static <T> TokenResult<T> crypto(Crypto<T> operation) {
    try {
      return operation.run();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return refused(Ckr.FUNCTION_FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static <T> TokenResult<T> refused(long code, String detail) {
    return new TokenResult.Refused<>(new TokenFault(ErrorClass.CALLER, code, detail));
  }

  private static <T> TokenResult<T> done(T value) {
    return new TokenResult.Done<>(value);
  }

  private <T> TokenResult<T> noKey(KeyId id) {
    return refused(Ckr.KEY_HANDLE_INVALID, "token " + name + " has no key with CKA_ID " + id);
  }

  private <T> TokenResult<T> taken(KeyId id) {
    return refused(0, "token " + name + " already has a key with CKA_ID " + id);
  }

  private boolean has(KeyId id) {
    return keys.containsKey(id) || wrappers.containsKey(id);
  }

  /** A private key by either reference; empty where there is none or it cannot be unwrapped. */
  private Optional<Entry> find(KeyRef ref) throws GeneralSecurityException {
    if (!(ref instanceof KeyRef.Wrapped wrapped)) {
      return Optional.ofNullable(keys.get(ref.id()));
    }
    WrappedKey key = wrapped.key();
    Wrapper wrapper = wrappers.get(key.wrappingKey());
    if (wrapper == null) {
      return Optional.empty();
    }
    KeyPair pair = FakeKeys.unwrap(wrapper.value(), key);
    TokenKey found = new TokenKey(key.id(), "", key.spec(), pair.getPublic());
    return Optional.of(new Entry(found, pair, key.purpose(), Extraction.NEVER));
  }

  TokenResult<TokenSignature> sign(SignTask task) {
    return crypto(
        () -> {
          Optional<Entry> entry = find(task.key());
          if (entry.isEmpty()) {
            return noKey(task.key().id());
          }
          KeySpec spec = entry.get().key().spec();
          if (!Schemes.fits(task.scheme(), spec)) {
            return refused(
                Ckr.KEY_TYPE_INCONSISTENT, task.scheme() + " does not fit a key of " + spec);
          }
          if (entry.get().purpose() != KeyPurpose.SIGN) {
            return refused(Ckr.KEY_FUNCTION_NOT_PERMITTED, "the key is not for signatures");
          }
          int bytes = task.content().remaining();
          if (task.digested() && !DigestSignatures.fits(task.scheme(), bytes)) {
            return refused(
                Ckr.DATA_LEN_RANGE,
                "%d bytes are no digest that %s signs".formatted(bytes, task.scheme()));
          }
          return done(TokenSignature.wrap(FakeKeys.sign(entry.get().pair(), task)));
        });
  }

  TokenResult<SecretBytes> agree(AgreeTask task) {
    return crypto(
        () -> {
          Optional<Entry> entry = find(task.key());
          if (entry.isEmpty()) {
            return noKey(task.key().id());
          }
          if (entry.get().purpose() != KeyPurpose.AGREE) {
            return refused(Ckr.KEY_FUNCTION_NOT_PERMITTED, "the key is not for agreement");
          }
          KeyPair pair = entry.get().pair();
          KeySpec spec = entry.get().key().spec();
          return done(SecretBytes.wrap(FakeKeys.agree(pair.getPrivate(), spec, task.peer())));
        });
  }

  TokenResult<Octets> random(int count) {
    if (count < 1 || count > SigningToken.RANDOM_BYTES_MAX) {
      return refused(
          Ckr.ARGUMENTS_BAD,
          "1 to %d random bytes can be asked for, got %d"
              .formatted(SigningToken.RANDOM_BYTES_MAX, count));
    }
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return done(Octets.wrap(bytes));
  }

  TokenResult<TokenKey> generate(GenerateTask task) {
    if (!Verifier.knows(task.spec())) {
      return refused(Ckr.CURVE_NOT_SUPPORTED, "signatures of " + task.spec() + " are unknown here");
    }
    return crypto(
        () -> {
          KeyPair pair = FakeKeys.pair(task.spec());
          TokenKey key = new TokenKey(task.key(), task.label(), task.spec(), pair.getPublic());
          return put(new Entry(key, pair, task.purpose(), task.extraction()));
        });
  }

  private synchronized TokenResult<TokenKey> put(Entry entry) {
    KeyId id = entry.key().id();
    if (has(id)) {
      return taken(id);
    }
    keys.put(id, entry);
    return done(entry.key());
  }

  TokenResult<List<TokenKey>> keys() {
    return done(keys.values().stream().map(Entry::key).toList());
  }

  synchronized TokenResult<Integer> destroy(KeyId id) {
    int objects = keys.remove(id) == null ? 0 : 2;
    objects += wrappers.remove(id) == null ? 0 : 1;
    Set<Octets> beside = certificates.remove(id);
    objects += beside == null ? 0 : beside.size();
    return objects == 0 ? noKey(id) : done(objects);
  }

  TokenResult<KeyId> attach(KeyId id, Octets der) {
    return crypto(
        () -> {
          Entry entry = keys.get(id);
          if (entry == null) {
            return noKey(id);
          }
          Certificate certificate =
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
          if (!certificate.getPublicKey().equals(entry.key().publicKey())) {
            return refused(Ckr.ATTRIBUTE_VALUE_INVALID, "the certificate is not of key " + id);
          }
          certificates.computeIfAbsent(id, k -> ConcurrentHashMap.newKeySet()).add(der);
          return done(id);
        });
  }

  TokenResult<List<Octets>> certificates(KeyId id) {
    return done(List.copyOf(certificates.getOrDefault(id, Set.of())));
  }

  TokenResult<WrappingKey> createWrappingKey(WrappingKeyTask task, boolean inClear) {
    byte[] value = new byte[task.bits() / 8];
    random.nextBytes(value);
    WrappingKey key = new WrappingKey(task.key(), task.label(), task.bits(), task.extraction());
    return put(key, value, inClear);
  }

  private synchronized TokenResult<WrappingKey> put(
      WrappingKey key, byte[] value, boolean inClear) {
    if (has(key.id())) {
      return taken(key.id());
    }
    wrappers.put(key.id(), new Wrapper(key, new SecretKeySpec(value, "AES"), inClear));
    return done(key);
  }

  TokenResult<List<WrappingKey>> wrappingKeys() {
    return done(wrappers.values().stream().map(Wrapper::key).toList());
  }

  TokenResult<WrappedKey> generateWrapped(GenerateTask task, KeyId wrappingKey) {
    return crypto(
        () -> {
          KeyPair pair = FakeKeys.pair(task.spec());
          TokenKey key = new TokenKey(task.key(), task.label(), task.spec(), pair.getPublic());
          return wrap(new Entry(key, pair, task.purpose(), Extraction.WRAPPED), wrappingKey);
        });
  }

  private TokenResult<WrappedKey> wrap(Entry entry, KeyId wrappingKey)
      throws GeneralSecurityException {
    Wrapper wrapper = wrappers.get(wrappingKey);
    if (wrapper == null) {
      return noKey(wrappingKey);
    }
    TokenKey key = entry.key();
    return done(
        new WrappedKey(
            key.id(),
            wrappingKey,
            WrapMechanism.AES_KEY_WRAP_KWP,
            key.spec(),
            entry.purpose(),
            Octets.wrap(key.publicKey().getEncoded()),
            FakeKeys.wrap(wrapper.value(), entry.pair().getPrivate())));
  }

  TokenResult<WrappedKey> rewrap(WrappedKey key, KeyId wrappingKey) {
    return crypto(
        () -> {
          Optional<Entry> entry = find(KeyRef.of(key));
          return entry.isEmpty() ? noKey(key.wrappingKey()) : wrap(entry.get(), wrappingKey);
        });
  }

  TokenResult<WrappedKey> wrapResident(KeyId id, KeyId wrappingKey) {
    return crypto(
        () -> {
          Entry entry = keys.get(id);
          if (entry == null) {
            return noKey(id);
          }
          return entry.extraction() == Extraction.NEVER
              ? refused(Ckr.KEY_UNEXTRACTABLE, "key " + id + " was not made to be backed up")
              : wrap(entry, wrappingKey);
        });
  }

  TokenResult<TokenKey> unwrap(UnwrapTask task) {
    return crypto(
        () -> {
          Optional<Entry> entry = find(KeyRef.of(task.key()));
          if (entry.isEmpty()) {
            return noKey(task.key().wrappingKey());
          }
          WrappedKey wrapped = task.key();
          TokenKey key =
              new TokenKey(
                  wrapped.id(), task.label(), wrapped.spec(), entry.get().key().publicKey());
          return put(new Entry(key, entry.get().pair(), wrapped.purpose(), task.extraction()));
        });
  }

  synchronized TokenResult<SecretBytes> exportBackupKey(KeyId id) {
    Wrapper wrapper = wrappers.get(id);
    if (wrapper == null) {
      return noKey(id);
    }
    if (!wrapper.inClear()) {
      return refused(Ckr.ATTRIBUTE_SENSITIVE, "key " + id + " can't be read, or was already");
    }
    WrappingKey key = wrapper.key();
    WrappingKey hard = new WrappingKey(id, key.label(), key.bits(), Extraction.NEVER);
    wrappers.put(id, new Wrapper(hard, wrapper.value(), false));
    return done(SecretBytes.wrap(wrapper.value().getEncoded()));
  }

  TokenResult<WrappingKey> restoreBackupKey(KeyId id, String label, SecretBytes value) {
    if (value.length() != 32) {
      return refused(Ckr.ATTRIBUTE_VALUE_INVALID, "a backup key is 32 bytes");
    }
    return put(new WrappingKey(id, label, 256, Extraction.NEVER), value.copy(), false);
  }

  TokenResult<WrappedSecret> wrapWrappingKey(KeyId id, KeyId backupKey) {
    return crypto(
        () -> {
          Wrapper wrapper = wrappers.get(backupKey);
          Wrapper key = wrappers.get(id);
          if (wrapper == null || key == null) {
            return noKey(wrapper == null ? backupKey : id);
          }
          if (key.key().extraction() == Extraction.NEVER) {
            return refused(Ckr.KEY_UNEXTRACTABLE, "key " + id + " was not made to be backed up");
          }
          Octets blob = FakeKeys.wrap(wrapper.value(), key.value());
          return done(new WrappedSecret(id, backupKey, WrapMechanism.AES_KEY_WRAP_KWP, blob));
        });
  }

  TokenResult<WrappingKey> unwrapWrappingKey(WrappedSecret wrapped, String label) {
    return crypto(
        () -> {
          Wrapper wrapper = wrappers.get(wrapped.backupKey());
          if (wrapper == null) {
            return noKey(wrapped.backupKey());
          }
          byte[] value = FakeKeys.unwrapSecret(wrapper.value(), wrapped.blob()).getEncoded();
          WrappingKey key =
              new WrappingKey(wrapped.id(), label, value.length * 8, Extraction.NEVER);
          return put(key, value, false);
        });
  }

  /** Everything that this JVM computes. */
  static Set<KeySpec> specs() {
    Set<KeySpec> specs = new LinkedHashSet<>();
    for (KeySpec spec : KeySpec.values()) {
      if (Verifier.knows(spec)) {
        specs.add(spec);
      }
    }
    return specs;
  }

  /** Those of them that agree. */
  static Set<KeySpec> agreements() {
    return new LinkedHashSet<>(specs().stream().filter(GenerateTask::agrees).toList());
  }
}
