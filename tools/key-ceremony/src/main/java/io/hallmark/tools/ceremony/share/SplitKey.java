package io.hallmark.tools.ceremony.share;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A key of 32 bytes as shares, wiped on {@link #close()}. Confined to one thread.
 *
 * <p>Only here, and in what made the key or takes it, is a split key in this process's memory: as
 * long as {@link #split} or {@link #join} runs. Shares are held until all custodians have read
 * theirs back. What custodians are shown passes through strings, which no program can wipe; they
 * are gone when the process ends.
 */
public final class SplitKey implements AutoCloseable {
  private final Commitments commitments;
  private final List<Share> shares;

  private SplitKey(Commitments commitments, List<Share> shares) {
    this.commitments = commitments;
    this.shares = shares;
  }

  /** Splits; {@code key} is left to the caller to wipe. */
  public static SplitKey split(
      String label, byte[] key, int threshold, int count, SecureRandom random) {
    ShareSet set = ShareSet.draw(threshold, count, random);
    List<Share> shares = new ArrayList<>();
    List<Commitment> each = new ArrayList<>();
    for (byte[] value : new Shamir(random).split(key, threshold, count)) {
      Share share = new Share(set, shares.size() + 1, value);
      byte[] salt = new byte[Commitment.SALT_BYTES];
      random.nextBytes(salt);
      shares.add(share);
      each.add(Commitment.to(share, salt));
    }
    return new SplitKey(new Commitments(label, set, each), shares);
  }

  /**
   * The key; the caller wipes it.
   *
   * @param shares at least as many as their set's threshold, each another one
   */
  public static byte[] join(List<Share> shares) {
    ShareSet set = shares.get(0).set();
    Map<Integer, byte[]> values = new HashMap<>();
    shares.forEach(share -> values.put(share.index(), share.value()));
    if (values.size() < set.threshold()) {
      throw new IllegalArgumentException("%d different shares of %s".formatted(values.size(), set));
    }
    return Shamir.join(values);
  }

  /** What is public of it. */
  public Commitments commitments() {
    return commitments;
  }

  /** What the custodian of share {@code index} is shown. */
  public ShareCard card(int index) {
    Share share = shares.get(index - 1);
    return new ShareCard(
        share.set(),
        index,
        ShareWords.of(share.value()),
        commitments.each().get(index - 1).beginning());
  }

  /** Whether a share that was typed is the one that was shown. */
  public boolean equal(Share typed) {
    return Arrays.equals(shares.get(typed.index() - 1).value(), typed.value());
  }

  @Override
  public void close() {
    shares.forEach(Share::close);
  }

  @Override
  public String toString() {
    return "SplitKey[%s, hidden]".formatted(commitments.set());
  }
}
