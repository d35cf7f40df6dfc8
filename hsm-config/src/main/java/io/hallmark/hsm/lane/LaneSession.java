package io.hallmark.hsm.lane;

import static io.hallmark.hsm.cryptoki.Ckr.KEY_HANDLE_INVALID;
import static io.hallmark.hsm.cryptoki.Ckr.SESSION_HANDLE_INVALID;
import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.pin.Pin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a lane works with: its session and buffers made once, so that a signature costs two native
 * calls and allocates no native memory. Confined to whoever holds the lane.
 */
final class LaneSession {
  private static final int SIGNATURE_BYTES_MAX = 1024;
  private static final int DATA_BYTES_INITIAL = 256;

  private final Connection connection;
  private final Map<String, MessageDigest> digests = new HashMap<>();
  private final Memory signature = new Memory(SIGNATURE_BYTES_MAX);
  private final Memory signatureLength = new Memory(Long.BYTES);
  private final long signatureAddress = Pointer.nativeValue(signature);
  private final long signatureLengthAddress = Pointer.nativeValue(signatureLength);
  private Memory data = new Memory(DATA_BYTES_INITIAL);
  private CryptokiSession session;
  private long epoch = -1;

  LaneSession(Connection connection) {
    this.connection = connection;
  }

  /** The session of the connection's present epoch, opened where there is none. */
  CryptokiSession session() throws CryptokiException {
    if (session == null || epoch != connection.epoch()) {
      // A session of an earlier epoch is gone with it; its number may belong to someone else now.
      session = null;
      connection.enter();
      try {
        session = connection.openSession(false);
        epoch = connection.epoch();
      } finally {
        connection.leave();
      }
    }
    return session;
  }

  /** Closes the session, if it is still ours; the next use opens another. */
  void drop() {
    CryptokiSession dropped = session;
    session = null;
    if (dropped != null) {
      connection.inside(
          () -> {
            if (epoch == connection.epoch()) {
              dropped.close();
            }
          });
    }
  }

  /** Searches in the session; one at a time for the whole module. */
  <T> T searching(Connection.Search<T> search) throws CryptokiException {
    return connection.searching(
        session(),
        fresh -> {
          checkFresh();
          return search.run(fresh);
        });
  }

  /** Makes calls in the session, beside the other lanes. */
  <T> T inside(Connection.Search<T> calls) throws CryptokiException {
    CryptokiSession own = session();
    connection.enter();
    try {
      checkFresh();
      return calls.run(own);
    } finally {
      connection.leave();
    }
  }

  /**
   * C_SignInit and C_Sign; between them C_Login where the key wants the PIN each time.
   *
   * @param pin empty unless the key wants it
   */
  byte[] sign(long mechanism, KeyEntry key, byte[] input, Optional<Pin> pin, SignCalls calls)
      throws CryptokiException {
    long handle = session().handle();
    if (input.length > data.size()) {
      data = new Memory(Long.highestOneBit(input.length) * 2L);
    }
    data.write(0, input, 0, input.length);
    signatureLength.setLong(0, SIGNATURE_BYTES_MAX);
    connection.enter();
    try {
      checkFresh();
      if (key.epoch() != connection.handleEpoch()) {
        throw new CryptokiException("C_SignInit, not called for a stale key,", KEY_HANDLE_INVALID);
      }
      check("C_SignInit", connection.cryptoki().signInit(handle, mechanism, key.handle()));
      if (pin.isPresent()) {
        connection.loginForOneUse(session, pin.get());
      }
      calls.count();
      check("C_Sign", signCall(handle, input.length));
    } finally {
      connection.leave();
    }
    return signature.getByteArray(0, (int) signatureLength.getLong(0));
  }

  /**
   * Inside, where the epoch stands still: a number of an earlier epoch may by now be another's
   * session, or another key.
   */
  private void checkFresh() throws CryptokiException {
    if (epoch != connection.epoch()) {
      throw new CryptokiException("the call, not made in a stale session,", SESSION_HANDLE_INVALID);
    }
  }

  private long signCall(long handle, int length) {
    long address = Pointer.nativeValue(data);
    return connection
        .cryptoki()
        .sign(handle, address, length, signatureAddress, signatureLengthAddress);
  }

  /** Counts C_Sign calls. */
  @FunctionalInterface
  interface SignCalls {
    void count();
  }

  /** This lane's own digest, reset. */
  MessageDigest digest(String algorithm) {
    return digests.computeIfAbsent(algorithm, LaneSession::newDigest);
  }

  private static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is missing in this JDK", e);
    }
  }
}
