package io.hallmark.crypto.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.wire.crypto.LeasedUses;
import io.hallmark.messaging.wire.crypto.LedgerEntry;
import io.hallmark.messaging.wire.crypto.ReturnedUses;
import io.hallmark.messaging.wire.crypto.SpentApproval;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerStateTest {
  private static final UsedKey KEY = new UsedKey("alice", "edge", 7);
  private static final UsedKey NEWER = new UsedKey("alice", "edge", 8);
  private static final String NONCE = "00".repeat(16);

  private final LedgerState state = new LedgerState();

  @Test
  void approval_claimedTwice_belongsToTheFirst() {
    spend("one");
    spend("two");

    assertThat(state.spentBy(NONCE)).isEqualTo("one");
  }

  @Test
  void lease_moreThanIsLeft_isWhatIsLeft() {
    assertThat(lease("one", KEY, 60)).isEqualTo(60);
    assertThat(lease("two", KEY, 60)).isEqualTo(40);
    assertThat(lease("three", KEY, 60)).isZero();
    assertThat(lease("four", NEWER, 60)).isEqualTo(60);
  }

  @Test
  void lease_readAgain_countsOnce() {
    lease("one", KEY, 60);
    lease("one", KEY, 60);

    assertThat(lease("two", KEY, 60)).isEqualTo(40);
  }

  @Test
  void lease_givenBack_canBeLeasedAgain() {
    lease("one", KEY, 100);
    state.apply(new LedgerEntry("back", 0L, new ReturnedUses("alice", "edge", 7L, 30L)), 0);
    state.apply(new LedgerEntry("back", 0L, new ReturnedUses("alice", "edge", 7L, 30L)), 0);

    assertThat(lease("two", KEY, 100)).isEqualTo(30);
  }

  @Test
  void leases_ofAnySizes_neverExceedTheMaximum() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      LedgerState fresh = new LedgerState();
      long total = 0;
      for (int i = 0; i < 30; i++) {
        String claim = "claim-" + i;
        long count = random.nextInt(66) - 5L;
        fresh.apply(
            new LedgerEntry(claim, 0L, new LeasedUses("alice", "edge", 7L, count, 100L)), 0);
        total += fresh.granted(KEY, claim).orElseThrow();
      }
      assertThat(total).isLessThanOrEqualTo(100);
    }
  }

  private void spend(String claim) {
    state.apply(
        new LedgerEntry(
            claim,
            0L,
            new SpentApproval(
                ByteBuffer.allocate(16), "olga", ByteBuffer.allocate(32), Long.MAX_VALUE / 2)),
        0);
  }

  private long lease(String claim, UsedKey key, long count) {
    state.apply(
        new LedgerEntry(
            claim,
            0L,
            new LeasedUses(key.tenant(), key.alias(), key.createdAtMillis(), count, 100L)),
        0);
    return state.granted(key, claim).orElseThrow();
  }
}
