package io.hallmark.link.handshake;

import io.hallmark.link.session.Session;

/** The initiator is done: data may follow the Finish at once, without waiting for an answer. */
public final class FinishReady {
  private final byte[] finish;
  private final Session session;

  FinishReady(byte[] finish, Session session) {
    this.finish = finish;
    this.session = session;
  }

  /**
   * The body of the FINISH frame. Keep it until the peer's first record: it may have to be sent
   * again.
   */
  public byte[] finish() {
    return finish.clone();
  }

  public Session session() {
    return session;
  }
}
