package io.hallmark.gateway.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.gateway.Frames;
import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.Peer;
import io.hallmark.messaging.wire.link.LinkBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a hostile body comes to; that good ones pass is in the gateway's own tests. */
class FrameAdmissionTest {
  private static final String ALICE = "O=Alice,L=Zurich,C=CH";
  private static final String BOB = "O=Bob,L=Zurich,C=CH";
  private static final long SEED = 20_260_101;

  private final FrameAdmission admission = new FrameAdmission();
  private final Peer peer = new Peer("c=ch,l=zurich,o=alice", Set.of("g1"));

  private int status(byte[] body) {
    FrameAdmission.Outcome outcome = admission.admit(body, peer, Directory.empty());
    assertThat(outcome.frames()).isEmpty();
    return outcome.refusal().orElseThrow().status().code();
  }

  @Test
  void admit_truncatedAnywhere_is400() {
    byte[] whole = Frames.batch(Frames.data(ALICE, BOB, 1, new byte[40]));
    for (int length = 0; length < whole.length; length++) {
      assertThat(status(Arrays.copyOf(whole, length))).isEqualTo(400);
    }
  }

  @Test
  void admit_mutatedAnywhere_isRefusedAndNothingElse() {
    byte[] whole = Frames.batch(Frames.data(ALICE, BOB, 1, new byte[40]));
    Random random = new Random(SEED);
    for (int at = 0; at < whole.length; at++) {
      byte[] mutated = whole.clone();
      mutated[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(status(mutated)).isIn(400, 403);
    }
  }

  @Test
  void admit_noFrames_is400() {
    assertThat(status(Frames.BATCHES.encode(new LinkBatch(List.of())))).isEqualTo(400);
  }

  @Test
  void admit_frameTooLarge_is413() {
    byte[] large = new byte[FrameAdmission.FRAME_BYTES_MAX + 1];
    assertThat(status(Frames.batch(Frames.data(ALICE, BOB, 0, large)))).isEqualTo(413);
  }

  @Test
  void admit_sourceUnknown_is403() {
    assertThat(status(Frames.batch(Frames.data(ALICE, BOB, 0, new byte[1])))).isEqualTo(403);
  }
}
