package io.hallmark.link.peering;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Signature;
import io.hallmark.link.handshake.AnswerReady;
import io.hallmark.link.handshake.HandshakeFailure;
import io.hallmark.link.handshake.Responder;
import io.hallmark.link.handshake.SignatureNeeded;
import io.hallmark.link.handshake.Step;
import io.hallmark.link.routing.Directory;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionId;
import io.hallmark.messaging.wire.link.FrameKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A Hello that is being answered, until its Finish comes. Confined to the delivery thread. */
final class Answering implements AutoCloseable {
  /** DATA frames that overtook the Finish; what is beyond is sent again by its sender. */
  private static final int HELD_MAX = 16;

  private final FrameRoute route;
  private final Directory.Hosted self;
  private final Peering peering;
  private final Responder responder;
  private final Instant until;
  private final List<ReceivingSessions.Held> held = new ArrayList<>();
  private byte[] hello = new byte[0];
  private Optional<SessionId> id = Optional.empty();
  private boolean over;

  /**
   * @param route from this side to the peer
   */
  Answering(FrameRoute route, Directory.Hosted self, Peering peering, Instant now) {
    this.route = route;
    this.self = self;
    this.peering = peering;
    this.until = now.plus(peering.limits().pendingFor());
    this.responder = peering.handshakes().respond(peering.parameters(route, self));
  }

  /** Takes the Hello; false where it is refused. */
  boolean begin(byte[] body) {
    hello = body;
    return responder.onHello(body).fold(this::sign, this::refused);
  }

  private boolean sign(SignatureNeeded needed) {
    peering.signatures().ask(self.signer(), needed, this::signed);
    return true;
  }

  private boolean refused(HandshakeFailure reason) {
    over = true;
    peering.counters().failed(PeeringCounters.Role.RESPONDER, reason);
    return false;
  }

  private void signed(CryptoResult<Signature> result) {
    if (over) {
      return;
    }
    result.fold(
        new CryptoResult.Cases<Signature, Void>() {
          @Override
          public Void done(Signature signature) {
            AnswerReady ready = responder.onSignature(signature);
            id = Optional.of(ready.sessionId());
            send(ready);
            return null;
          }

          @Override
          public Void refused(Refusal refusal) {
            return unsigned("signature_refused");
          }

          @Override
          public Void unavailable(Duration retryAfter) {
            return unsigned("signature_unavailable");
          }
        });
  }

  private Void unsigned(String outcome) {
    peering.counters().handshake(PeeringCounters.Role.RESPONDER, outcome);
    close();
    return null;
  }

  private void send(AnswerReady ready) {
    peering
        .transport()
        .send(
            FrameHeader.of(FrameKind.ANSWER, route, Optional.of(ready.sessionId())),
            ready.answer());
  }

  /** Whether this very Hello came before. The answer, if there is one, goes out again. */
  boolean repeats(byte[] body) {
    if (over || !Arrays.equals(hello, body)) {
      return false;
    }
    responder.answerTo(body).ifPresent(this::send);
    return true;
  }

  boolean isFor(FrameHeader header) {
    return id.isPresent() && header.sessionId().equals(id);
  }

  /** Keeps a frame that overtook the Finish; false where it is of another session. */
  boolean hold(FrameHeader header, byte[] body) {
    if (!isFor(header)) {
      return false;
    }
    if (held.size() < HELD_MAX) {
      held.add(new ReceivingSessions.Held(header, body));
    }
    return true;
  }

  List<ReceivingSessions.Held> held() {
    return List.copyOf(held);
  }

  Step<Session> finish(byte[] body) {
    over = true;
    return responder.onFinish(body);
  }

  boolean isOver(Instant now) {
    return over || !now.isBefore(until);
  }

  @Override
  public void close() {
    over = true;
    responder.close();
  }
}
