package io.hallmark.link.peering;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Signature;
import io.hallmark.link.handshake.FinishReady;
import io.hallmark.link.handshake.HandshakeFailure;
import io.hallmark.link.handshake.Initiator;
import io.hallmark.link.handshake.SignatureNeeded;
import io.hallmark.link.lane.LaneId;
import io.hallmark.link.routing.Directory;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionFailure;
import io.hallmark.link.session.SessionId;
import io.hallmark.messaging.wire.link.FrameKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one lane that this side sends in, and the handshake for the next one. Confined to
 * the delivery thread.
 *
 * <p>The session before the current one is kept to open acknowledgements that are under way in it.
 */
final class SendingSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SendingSession.class);

  private final LaneId lane;
  private final FrameRoute route;
  private final Peering peering;
  private final Pause pause;
  private Optional<Session> current = Optional.empty();
  private Optional<Session> before = Optional.empty();
  private Optional<Attempt> attempt = Optional.empty();
  private byte[] finish = new byte[0];
  private boolean heard;

  SendingSession(LaneId lane, Peering peering) {
    this.lane = lane;
    this.route = lane.route();
    this.peering = peering;
    this.pause =
        new Pause(peering.limits().pauseMin(), peering.limits().pauseMax(), peering.random());
  }

  Optional<Session> current() {
    Instant now = peering.clock().instant();
    if (current.isPresent() && current.get().isOver(now)) {
      closeCurrent();
    }
    if (attempt.isEmpty()
        && pause.isOver(now)
        && current.map(session -> session.needsRekey(now)).orElse(true)) {
      begin(now);
    }
    return current;
  }

  private void begin(Instant now) {
    Optional<Directory.Hosted> self = peering.directory().hosted(lane.group(), lane.source());
    if (self.isEmpty()
        || peering.directory().peerKeys(lane.group(), lane.destination()).isEmpty()) {
      ended(now, "no_keys");
      return;
    }
    Initiator initiator = peering.handshakes().initiate(peering.parameters(route, self.get()));
    Attempt begun = new Attempt(self.get(), initiator);
    attempt = Optional.of(begun);
    begun.hello(now);
  }

  void onAnswer(byte[] body) {
    if (attempt.isPresent() && !attempt.get().answered) {
      attempt.get().onAnswer(body);
    } else {
      // An answer that came twice, most likely since our Finish is late.
      peering.counters().notOpened("answer_without_hello");
    }
  }

  private void ended(Instant now, String outcome) {
    attempt.ifPresent(over -> over.initiator.close());
    attempt = Optional.empty();
    Duration wait = pause.begin(now);
    peering.counters().handshake(PeeringCounters.Role.INITIATOR, outcome);
    LOG.info("lane {}: no session: {}; next try in {} ms", lane.key(), outcome, wait.toMillis());
  }

  private void established(FinishReady ready) {
    attempt = Optional.empty();
    before.ifPresent(Session::close);
    before = current;
    current = Optional.of(ready.session());
    finish = ready.finish();
    heard = false;
    peering.counters().established(PeeringCounters.Role.INITIATOR);
    LOG.info("lane {}: session {} made", lane.key(), ready.session().id());
    sendFinish(ready.session().id());
  }

  private void sendFinish(SessionId id) {
    peering.transport().send(FrameHeader.of(FrameKind.FINISH, route, Optional.of(id)), finish);
  }

  void repeatFinish() {
    if (!heard) {
      current.ifPresent(session -> sendFinish(session.id()));
    }
  }

  Optional<byte[]> open(FrameHeader header, byte[] body) {
    Optional<SessionId> id = header.sessionId();
    boolean isCurrent = current.isPresent() && id.equals(current.map(Session::id));
    Optional<Session> session = isCurrent ? current : before;
    if (session.isEmpty()) {
      peering.counters().notOpened("unknown_session");
      return Optional.empty();
    }
    Optional<byte[]> opened = session.get().open(header, body).fold(Optional::of, this::notOpened);
    if (opened.isPresent() && isCurrent && !heard) {
      heard = true;
      pause.reset();
    }
    return opened;
  }

  private Optional<byte[]> notOpened(SessionFailure reason) {
    peering.counters().notOpened(reason);
    return Optional.empty();
  }

  boolean onUnknown(FrameHeader header) {
    if (current.isEmpty() || !header.sessionId().equals(current.map(Session::id))) {
      return false;
    }
    LOG.info("lane {}: the peer does not know session {}", lane.key(), current.get().id());
    peering.counters().notOpened("unknown_to_peer");
    if (!heard) {
      // It never knew it: our Finish was refused. Asking again at once would only be refused again.
      pause.begin(peering.clock().instant());
    }
    closeCurrent();
    return true;
  }

  void tick(Instant now) {
    attempt.ifPresent(open -> open.tick(now));
  }

  boolean isBusy() {
    return attempt.isPresent();
  }

  private void closeCurrent() {
    current.ifPresent(Session::close);
    current = Optional.empty();
  }

  @Override
  public void close() {
    attempt.ifPresent(open -> open.initiator.close());
    attempt = Optional.empty();
    closeCurrent();
    before.ifPresent(Session::close);
    before = Optional.empty();
  }

  /** One handshake under way. */
  private final class Attempt {
    private final Directory.Hosted self;
    private final Initiator initiator;
    private boolean answered;
    private int hellos;
    private Instant due;
    private String outcome = "unanswered";

    Attempt(Directory.Hosted self, Initiator initiator) {
      this.self = self;
      this.initiator = initiator;
    }

    void hello(Instant now) {
      hellos++;
      due = now.plus(peering.limits().helloAgainAfter().multipliedBy(1L << (hellos - 1)));
      peering
          .transport()
          .send(FrameHeader.of(FrameKind.HELLO, route, Optional.empty()), initiator.hello());
    }

    void onAnswer(byte[] body) {
      initiator.onAnswer(body).fold(this::sign, this::refused);
    }

    private Void sign(SignatureNeeded needed) {
      answered = true;
      peering.signatures().ask(self.signer(), needed, this::signed);
      return null;
    }

    /** Most likely a late Answer to an older Hello; the one to ours may still come. */
    private Void refused(HandshakeFailure reason) {
      outcome = reason.name().toLowerCase(Locale.ROOT);
      peering.counters().notOpened("answer_" + outcome);
      if (initiator.isOver()) {
        ended(peering.clock().instant(), outcome);
      }
      return null;
    }

    private void signed(CryptoResult<Signature> result) {
      if (attempt.isEmpty() || attempt.get() != this) {
        // The partition went to someone else while the token signed.
        return;
      }
      result.fold(
          new CryptoResult.Cases<Signature, Void>() {
            @Override
            public Void done(Signature signature) {
              established(initiator.onSignature(signature));
              return null;
            }

            @Override
            public Void refused(Refusal refusal) {
              LOG.warn("lane {}: signature refused: {}", lane.key(), refusal.detail());
              ended(peering.clock().instant(), "signature_refused");
              return null;
            }

            @Override
            public Void unavailable(Duration retryAfter) {
              ended(peering.clock().instant(), "signature_unavailable");
              return null;
            }
          });
    }

    void tick(Instant now) {
      if (answered || now.isBefore(due)) {
        return;
      }
      if (hellos < peering.limits().helloTries()) {
        hello(now);
      } else {
        ended(now, outcome);
      }
    }
  }
}
