package io.hallmark.link.handshake;

import io.hallmark.link.session.SessionId;

/** The responder's Answer; the session stands when the Finish has come. */
public final class AnswerReady {
  private final byte[] answer;
  private final SessionId sessionId;

  AnswerReady(byte[] answer, SessionId sessionId) {
    this.answer = answer;
    this.sessionId = sessionId;
  }

  /** The body of the ANSWER frame. */
  public byte[] answer() {
    return answer.clone();
  }

  public SessionId sessionId() {
    return sessionId;
  }
}
