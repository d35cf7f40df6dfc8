package io.hallmark.link.session;

import static java.util.Objects.requireNonNull;

import io.hallmark.messaging.wire.link.FrameKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * One session of one lane. Seals records to the peer and opens the peer's; a record opens once, and
 * only unchanged, with the header it was sealed under. Promises no order: records arrive as the
 * network leaves them, and the lane sorts them.
 *
 * <p>Safe for concurrent use; the two directions don't wait for each other.
 */
public final class Session implements AutoCloseable {
  /** After so many records sealed or opened, a new session is due. */
  public static final long REKEY_RECORDS = 1L << 24;

  /** At this age a new session is due. */
  public static final Duration REKEY_AGE = Duration.ofHours(1);

  /** At this age the session is over: a rekey that keeps failing doesn't stretch its life. */
  public static final Duration AGE_MAX = Duration.ofHours(2);

  /** The highest counter; room for what is under way while the new session is made. */
  public static final long RECORDS_MAX = 1L << 25;

  /** The longest sealed record, tag included. */
  public static final int RECORD_BYTES_MAX = 4 << 20;

  private final SessionId id;
  private final FrameRoute outbound;
  private final FrameRoute inbound;
  private final Instant established;
  private final Sending sending;
  private final Receiving receiving;

  /**
   * Takes the keys over and wipes them on {@link #close}.
   *
   * @param outbound from this side to the peer
   */
  public Session(
      SessionId id,
      FrameRoute outbound,
      TrafficKey sendKey,
      TrafficKey receiveKey,
      Instant established) {
    this.id = requireNonNull(id, "id");
    this.outbound = requireNonNull(outbound, "outbound");
    this.inbound = outbound.reversed();
    this.established = requireNonNull(established, "established");
    this.sending = new Sending(new RecordCipher(Cipher.ENCRYPT_MODE, sendKey));
    this.receiving =
        new Receiving(
            new RecordCipher(Cipher.DECRYPT_MODE, receiveKey), new AdditionalData(inbound, id));
  }

  public SessionId id() {
    return id;
  }

  /** From this side to the peer. */
  public FrameRoute outbound() {
    return outbound;
  }

  public Instant established() {
    return established;
  }

  /**
   * Seals one record under the next counter.
   *
   * @param kind DATA or ACKNOWLEDGEMENT
   * @throws IllegalArgumentException for another kind or a plaintext over the bound
   */
  public Sealed seal(FrameKind kind, byte[] plaintext) {
    if (!travelsSealed(kind)) {
      throw new IllegalArgumentException("a frame of kind " + kind + " is not sealed");
    }
    if (plaintext.length > RECORD_BYTES_MAX - RecordCipher.TAG_BYTES) {
      throw new IllegalArgumentException(
          "a record holds at most %d bytes, got %d"
              .formatted(RECORD_BYTES_MAX - RecordCipher.TAG_BYTES, plaintext.length));
    }
    return sending.seal(kind, plaintext);
  }

  /**
   * Opens a record that came with this header. Only an authentic record moves the window, so nobody
   * can block a counter by guessing it.
   */
  public Opened open(FrameHeader header, byte[] body) {
    if (!travelsSealed(header.kind())) {
      return Opened.failed(SessionFailure.KIND_NOT_SEALED);
    }
    if (!header.sessionId().equals(Optional.of(id))) {
      return Opened.failed(SessionFailure.OTHER_SESSION);
    }
    // The peer holds a key of its own for this session; it must not speak for someone else with it.
    if (!header.route().equals(inbound)) {
      return Opened.failed(SessionFailure.OTHER_ROUTE);
    }
    if (body.length < RecordCipher.TAG_BYTES || body.length > RECORD_BYTES_MAX) {
      return Opened.failed(SessionFailure.LENGTH);
    }
    return receiving.open(header, body);
  }

  /** Whether a new session is due; this one goes on until that one stands. */
  public boolean needsRekey(Instant now) {
    return sending.last() >= REKEY_RECORDS
        || receiving.highest() >= REKEY_RECORDS
        || !now.isBefore(established.plus(REKEY_AGE));
  }

  /** Whether this session must not be used any more. */
  public boolean isOver(Instant now) {
    return sending.last() >= RECORDS_MAX || !now.isBefore(established.plus(AGE_MAX));
  }

  /** Wipes the keys; whatever is sealed or opened afterwards fails as CLOSED. */
  @Override
  public void close() {
    sending.close();
    receiving.close();
  }

  @Override
  public String toString() {
    return "Session[" + id + ", " + outbound + "]";
  }

  private static boolean travelsSealed(FrameKind kind) {
    return kind == FrameKind.DATA || kind == FrameKind.ACKNOWLEDGEMENT;
  }

  /** This side's direction. */
  private final class Sending {
    private final RecordCipher cipher;
    private final AdditionalData additional = new AdditionalData(outbound, id);
    private final Optional<SessionId> named = Optional.of(id);
    private long last;
    private boolean closed;

    Sending(RecordCipher cipher) {
      this.cipher = cipher;
    }

    synchronized Sealed seal(FrameKind kind, byte[] plaintext) {
      if (closed) {
        return Sealed.failed(SessionFailure.CLOSED);
      }
      if (last >= RECORDS_MAX) {
        return Sealed.failed(SessionFailure.EXHAUSTED);
      }
      last++;
      FrameHeader header = new FrameHeader(kind, outbound, named, last);
      return Sealed.of(header, cipher.seal(additional.of(kind, last), last, plaintext));
    }

    synchronized long last() {
      return last;
    }

    synchronized void close() {
      closed = true;
      cipher.wipe();
    }
  }

  /** The peer's direction. */
  private static final class Receiving {
    private final RecordCipher cipher;
    private final AdditionalData additional;
    private final ReplayWindow window = new ReplayWindow();
    private boolean closed;

    Receiving(RecordCipher cipher, AdditionalData additional) {
      this.cipher = cipher;
      this.additional = additional;
    }

    synchronized Opened open(FrameHeader header, byte[] body) {
      if (closed) {
        return Opened.failed(SessionFailure.CLOSED);
      }
      long counter = header.counter();
      if (counter < 1 || counter > RECORDS_MAX) {
        return Opened.failed(SessionFailure.COUNTER_OUT_OF_RANGE);
      }
      return switch (window.check(counter)) {
        case SEEN -> Opened.failed(SessionFailure.REPLAYED);
        case TOO_OLD -> Opened.failed(SessionFailure.TOO_OLD);
        case NEW ->
            cipher
                // Equal to the header's own encoding: session and route were compared before.
                .open(additional.of(header.kind(), counter), counter, body)
                .map(plaintext -> marked(counter, plaintext))
                .orElseGet(() -> Opened.failed(SessionFailure.NOT_AUTHENTIC));
      };
    }

    private Opened marked(long counter, byte[] plaintext) {
      window.mark(counter);
      return Opened.of(plaintext);
    }

    synchronized long highest() {
      return window.highest();
    }

    synchronized void close() {
      closed = true;
      cipher.wipe();
    }
  }
}
