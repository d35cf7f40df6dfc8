package io.hallmark.crypto.worker.ledger;

import io.hallmark.messaging.wire.crypto.LeasedUses;
import io.hallmark.messaging.wire.crypto.LedgerEntry;
import io.hallmark.messaging.wire.crypto.ReturnedUses;
import io.hallmark.messaging.wire.crypto.SpentApproval;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What follows from the ledger's entries in their order; the same for every worker. Safe for
 * concurrent use.
 */
final class LedgerState {
  /** Workers' clocks may differ by so much and none forgets an approval that another takes. */
  private static final long CLOCKS_DIFFER_MILLIS_MAX = 24 * 3600 * 1000L;

  private record Spent(String claim, long expiresAtMillis) {}

  /** A key's uses that were handed out, in all and by claim. */
  private static final class Uses {
    private final Map<String, Long> grants = new HashMap<>();
    private long granted;
  }

  private final Map<String, Spent> spent = new HashMap<>();
  private final Map<UsedKey, Uses> uses = new HashMap<>();

  /** Takes the next entry. One that was taken before changes nothing. */
  synchronized void apply(LedgerEntry entry, long nowMillis) {
    Object what = entry.getEntry();
    if (what instanceof SpentApproval approval) {
      spent.values().removeIf(s -> s.expiresAtMillis() + CLOCKS_DIFFER_MILLIS_MAX < nowMillis);
      spent.putIfAbsent(
          nonce(approval.getNonce()), new Spent(entry.getClaim(), approval.getExpiresAt()));
    } else if (what instanceof LeasedUses lease) {
      grant(entry.getClaim(), lease);
    } else if (what instanceof ReturnedUses returned) {
      takeBack(entry.getClaim(), returned);
    } else {
      throw new IllegalArgumentException("an entry of a kind that this version does not know");
    }
  }

  /** By which claim the approval with this nonce was used; null: by none yet. */
  synchronized String spentBy(String nonce) {
    Spent first = spent.get(nonce);
    return first == null ? null : first.claim();
  }

  /** How many uses a claim was given; empty: it was not read yet. */
  synchronized OptionalLong granted(UsedKey key, String claim) {
    Long count = uses.computeIfAbsent(key, k -> new Uses()).grants.get(claim);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  private void grant(String claim, LeasedUses lease) {
    UsedKey key = new UsedKey(lease.getTenant(), lease.getAlias(), lease.getKeyCreatedAt());
    Uses used = uses.computeIfAbsent(key, k -> new Uses());
    if (!used.grants.containsKey(claim)) {
      long left = Math.max(0, lease.getUsesMax() - used.granted);
      long count = Math.min(Math.max(0, lease.getCount()), left);
      used.granted += count;
      used.grants.put(claim, count);
    }
  }

  private void takeBack(String claim, ReturnedUses returned) {
    UsedKey key =
        new UsedKey(returned.getTenant(), returned.getAlias(), returned.getKeyCreatedAt());
    Uses used = uses.computeIfAbsent(key, k -> new Uses());
    if (used.grants.putIfAbsent(claim, 0L) == null) {
      used.granted -= Math.min(used.granted, Math.max(0, returned.getCount()));
    }
  }

  private static String nonce(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
