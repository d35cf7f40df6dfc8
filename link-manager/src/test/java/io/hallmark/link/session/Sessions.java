package io.hallmark.link.session;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Both ends of a session with keys that everybody knows. */
record Sessions(Session alice, Session bob) {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final SessionId ID = new SessionId(1, 2);
  static final LaneAddress LANE = new LaneAddress("4L6g3nShT-eMCtK--X86sw", new UUID(3, 4), 5);
  static final FrameRoute TO_BOB =
      FrameRoute.of("payments", "O=Alice,L=Zurich,C=CH", "O=Bob,L=Oslo,C=NO", LANE);

  static Sessions pair() {
    return new Sessions(
        new Session(ID, TO_BOB, key(1), key(2), NOW),
        new Session(ID, TO_BOB.reversed(), key(2), key(1), NOW));
  }

  static TrafficKey key(int seed) {
    byte[] key = new byte[TrafficKey.KEY_BYTES];
    byte[] iv = new byte[TrafficKey.IV_BYTES];
    Random random = new Random(seed);
    random.nextBytes(key);
    random.nextBytes(iv);
    return new TrafficKey(key, iv);
  }
}
