package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wrapped keys that are unwrapped at present, as session objects of the token, at most so many.
 * Safe for concurrent use.
 *
 * <p>A session object dies with the session that made it, so all of them are made in one session of
 * our own, the holder, which does nothing else; other sessions see and use them. Unwrapping is done
 * by one thread at a time (as all making of objects is, see {@link Connection#alone}), and each
 * looks again whether another was faster: a cold key that many ask for is unwrapped once.
 *
 * <p>The one used longest ago goes first. A lane that signs has its key leased; a leased key that
 * must go is taken from the map, so that nobody new gets it, and its object is destroyed by the
 * next unwrapping after the last lease has ended. So a lane's key never vanishes under its C_Sign,
 * and the token holds at most the bound and one object for each lane.
 *
 * <p>When sessions, the login or the module start anew the epoch of handles grows. Objects of an
 * earlier epoch are unwrapped again, never destroyed by handle: the number may be another's by now.
 */
final class UnwrapCache implements AutoCloseable {
  private static final Duration CAPACITY_WAIT = Duration.ofMillis(100);

  private final String name;
  private final Connection connection;
  private final Offers offers;
  private final Map<Long, Holder> holders = new ConcurrentHashMap<>(); // by number of the place
  private final AtomicLong sessions = new AtomicLong();
  private final int keysMax;
  private final Tally tally;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<WrappedKey, UnwrappedKey> keys =
      new LinkedHashMap<>(16, 0.75f, true); // guarded by lock
  private final List<UnwrappedKey> doomed = new ArrayList<>(); // guarded by lock

  UnwrapCache(String name, Connection connection, Offers offers, int keysMax, Tally tally) {
    this.name = name;
    this.connection = connection;
    this.offers = offers;
    this.keysMax = keysMax;
    this.tally = tally;
  }

  /** What is done with an unwrapped key. */
  @FunctionalInterface
  interface Use<T> {
    TokenResult<T> with(UnwrappedKey key) throws CryptokiException;
  }

  /** Uses the key, unwrapped first where it is not; its object stays until the use has ended. */
  <T> TokenResult<T> using(WrappedKey wrapped, Use<T> use) throws CryptokiException {
    TokenResult<UnwrappedKey> leased = lease(wrapped);
    if (!(leased instanceof TokenResult.Done<UnwrappedKey> key)) {
      return Answers.passedOn(leased);
    }
    try {
      return use.with(key.value());
    } finally {
      release(key.value());
    }
  }

  /** Of the place that this thread is alone in. */
  private Holder holder() {
    return holders.computeIfAbsent(
        connection.placeNumber(), place -> new Holder(connection, sessions::incrementAndGet));
  }

  /** The key's object turned out to be gone. */
  void forget(WrappedKey wrapped) {
    lock.lock();
    try {
      UnwrappedKey key = keys.remove(wrapped);
      if (key != null) {
        evict(key);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Its wrapping key was destroyed; called by who is alone in the module. */
  void forgetAllUnder(KeyId wrappingKey) {
    holder().forgetWrapper(wrappingKey);
    lock.lock();
    try {
      Iterator<UnwrappedKey> all = keys.values().iterator();
      while (all.hasNext()) {
        UnwrappedKey key = all.next();
        if (key.wrapped.wrappingKey().equals(wrappingKey)) {
          all.remove();
          evict(key);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keys held now. */
  int size() {
    lock.lock();
    try {
      return keys.size();
    } finally {
      lock.unlock();
    }
  }

  private void evict(UnwrappedKey key) {
    key.evicted = true;
    if (key.users == 0) {
      doomed.add(key);
    }
  }

  private TokenResult<UnwrappedKey> lease(WrappedKey wrapped) throws CryptokiException {
    Optional<UnwrappedKey> known = leaseKnown(wrapped);
    if (known.isPresent()) {
      return Answers.done(known.get());
    }
    return connection.alone(
        () -> {
          Optional<UnwrappedKey> faster = leaseKnown(wrapped);
          return faster.isPresent() ? Answers.done(faster.get()) : unwrap(wrapped);
        });
  }

  private Optional<UnwrappedKey> leaseKnown(WrappedKey wrapped) {
    lock.lock();
    try {
      UnwrappedKey key = keys.get(wrapped);
      if (key == null || key.entry.epoch() != connection.handleEpoch()) {
        return Optional.empty();
      }
      key.users++;
      tally.unwrapHits.increment();
      return Optional.of(key);
    } finally {
      lock.unlock();
    }
  }

  private void release(UnwrappedKey key) {
    lock.lock();
    try {
      key.users--;
      if (key.users == 0 && key.evicted) {
        doomed.add(key);
      }
    } finally {
      lock.unlock();
    }
  }

  private TokenResult<UnwrappedKey> unwrap(WrappedKey wrapped) throws CryptokiException {
    Optional<WrapMechanism> mechanism = offers.current().wrapping();
    if (mechanism.isEmpty()) {
      return WrappingKeys.noWrapping();
    }
    TokenKey key;
    try {
      PublicKey publicKey = PublicKeys.decode(wrapped.spec(), wrapped.publicKey().toByteArray());
      key = new TokenKey(wrapped.id(), "", wrapped.spec(), publicKey);
    } catch (IllegalArgumentException e) {
      return Answers.refused(
          Ckr.ATTRIBUTE_VALUE_INVALID, "key " + wrapped.id() + ": " + e.getMessage());
    }
    try {
      Holder holder = holder();
      holder.refresh();
      makeRoom(keysMax - 1);
      TokenResult<UnwrappedKey> result = holder.unwrap(wrapped, key, mechanism.get());
      if (result instanceof TokenResult.Done<UnwrappedKey> made) {
        tally.unwraps.increment();
        keep(made.value());
      }
      return result;
    } catch (CryptokiException e) {
      if (ErrorClasses.of(e.code()) == ErrorClass.CAPACITY) {
        return full(e);
      }
      throw e;
    }
  }

  private void keep(UnwrappedKey made) {
    lock.lock();
    try {
      made.users = 1;
      UnwrappedKey before = keys.put(made.wrapped, made);
      if (before != null) {
        evict(before); // Of an earlier session, mostly.
      }
    } finally {
      lock.unlock();
    }
  }

  /** The token has less room than we were told: half of ours goes, and the caller asks again. */
  private TokenResult<UnwrappedKey> full(CryptokiException e) throws CryptokiException {
    makeRoom(size() / 2);
    return new TokenResult.Unavailable<>(
        new TokenFault(
            ErrorClass.CAPACITY,
            e.code(),
            "token %s has no room to unwrap a key: %s; lower unwrappedKeys"
                .formatted(name, e.getMessage())),
        CAPACITY_WAIT);
  }

  /** Destroys what is doomed and the idle ones used longest ago, until so many are left. */
  private void makeRoom(int left) throws CryptokiException {
    Holder holder = holder();
    for (UnwrappedKey key : chosen(left)) {
      holder.destroy(key);
    }
  }

  private List<UnwrappedKey> chosen(int left) {
    lock.lock();
    try {
      Iterator<UnwrappedKey> eldest = keys.values().iterator();
      while (keys.size() > left && eldest.hasNext()) {
        UnwrappedKey key = eldest.next();
        eldest.remove();
        evict(key);
        tally.evictions.increment();
      }
      List<UnwrappedKey> chosen = List.copyOf(doomed);
      doomed.clear();
      return chosen;
    } finally {
      lock.unlock();
    }
  }

  /** Closes the session that holds the objects, once no lane works any more. */
  @Override
  public void close() {
    holders.values().forEach(Holder::close);
  }
}
