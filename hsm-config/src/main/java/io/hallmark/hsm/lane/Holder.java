package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The session in which wrapped keys are unwrapped: their objects live and die with it. One for each
 * {@link Place} of the token, confined to whoever is alone in it ({@link Connection#alone}), but
 * for {@link #close}.
 */
final class Holder implements AutoCloseable {
  private final Connection connection;
  private final Map<KeyId, Long> wrappers = new HashMap<>();
  private volatile CryptokiSession session;
  private volatile long sessionEpoch;
  private long handleEpoch;
  private final LongSupplier numbers;
  private long number;

  /**
   * @param numbers gives each session of any holder of the token a number of its own
   */
  Holder(Connection connection, LongSupplier numbers) {
    this.connection = connection;
    this.numbers = numbers;
    this.number = numbers.getAsLong();
  }

  /** Grows when what was unwrapped before is gone. */
  long number() {
    return number;
  }

  /** Opens the session where there is none of the present epoch of handles. */
  void refresh() throws CryptokiException {
    long epoch = connection.handleEpoch();
    if (session == null || handleEpoch != epoch) {
      drop();
      sessionEpoch = connection.epoch();
      handleEpoch = epoch;
      session = connection.openSession(false);
    }
  }

  /** Unwraps; what a failure says is stale is renewed by the next call. */
  TokenResult<UnwrappedKey> unwrap(WrappedKey wrapped, TokenKey key, WrapMechanism mechanism)
      throws CryptokiException {
    try {
      Optional<Long> wrapper = wrapper(wrapped.wrappingKey());
      if (wrapper.isEmpty()) {
        return WrappingKeys.missing(wrapped.wrappingKey());
      }
      TokenResult<Long> unwrapped =
          Unwrapping.toSession(session, mechanism, wrapper.get(), wrapped, Extraction.NEVER);
      return unwrapped instanceof TokenResult.Done<Long> handle
          ? Answers.done(
              new UnwrappedKey(
                  wrapped, new KeyEntry(handle.value(), handleEpoch, false, key), number))
          : Answers.passedOn(unwrapped);
    } catch (CryptokiException e) {
      ErrorClass errorClass = ErrorClasses.of(e.code());
      if (errorClass == ErrorClass.SESSION) {
        drop();
      } else if (errorClass == ErrorClass.HANDLE) {
        wrappers.remove(wrapped.wrappingKey());
      }
      throw e;
    }
  }

  /** The wrapping key's handle; found once for each session. */
  private Optional<Long> wrapper(KeyId id) throws CryptokiException {
    Long known = wrappers.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Long> found = WrappingKeys.find(session, id);
    if (found.isEmpty()) {
      if (!Place.isLoggedIn(session)) {
        throw new CryptokiException("C_FindObjects", Ckr.USER_NOT_LOGGED_IN);
      }
      found = WrappingKeys.find(session, id); // A lane may have logged in only after the search.
    }
    found.ifPresent(handle -> wrappers.put(id, handle));
    return found;
  }

  /** A wrapping key was destroyed. */
  void forgetWrapper(KeyId id) {
    wrappers.remove(id);
  }

  /** Destroys a key's object, unless it went with an earlier session. */
  void destroy(UnwrappedKey key) throws CryptokiException {
    if (session == null || key.holderNumber != number) {
      return; // Its number may be another object's by now.
    }
    try {
      session.destroy(key.entry.handle());
    } catch (CryptokiException e) {
      if (ErrorClasses.of(e.code()) != ErrorClass.HANDLE) {
        throw e; // An object that is gone already is what we wanted.
      }
    }
  }

  private void drop() {
    number = numbers.getAsLong();
    wrappers.clear();
    CryptokiSession dropped = session;
    session = null;
    if (dropped != null && sessionEpoch == connection.epoch()) {
      dropped.close(); // Its objects go with it.
    }
  }

  /** Closes the session, once no lane works any more. */
  @Override
  public void close() {
    connection.inside(
        () -> {
          CryptokiSession last = session;
          if (last != null && sessionEpoch == connection.epoch()) {
            last.close();
          }
        });
  }
}
