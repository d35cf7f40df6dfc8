package io.hallmark.hsm.lane;

import static io.hallmark.hsm.cryptoki.CryptokiException.check;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

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
      long now = connection.epoch();
      session = connection.openSession(false);
      epoch = now;
    }
    return session;
  }

  /** Closes the session, if it is still ours; the next use opens another. */
  void drop() {
    CryptokiSession dropped = session;
    session = null;
    if (dropped != null && epoch == connection.epoch()) {
      connection.inside(dropped::close);
    }
  }

  /** C_SignInit and C_Sign. */
  byte[] sign(long mechanism, long key, byte[] input, SignCalls calls) throws CryptokiException {
    long handle = session().handle();
    if (input.length > data.size()) {
      data = new Memory(Long.highestOneBit(input.length) * 2L);
    }
    data.write(0, input, 0, input.length);
    signatureLength.setLong(0, SIGNATURE_BYTES_MAX);
    connection.enter();
    try {
      check("C_SignInit", connection.cryptoki().signInit(handle, mechanism, key));
      calls.count();
      check(
          "C_Sign",
          connection
              .cryptoki()
              .sign(
                  handle,
                  Pointer.nativeValue(data),
                  input.length,
                  signatureAddress,
                  signatureLengthAddress));
    } finally {
      connection.leave();
    }
    return signature.getByteArray(0, (int) signatureLength.getLong(0));
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
