package io.hallmark.tools.ceremony.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShamirTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Shamir SHAMIR = new Shamir(RANDOM);

  @Property(tries = 200)
  void anyThresholdOfShares_restore(
      @ForAll @Size(Share.BYTES) byte[] secret,
      @ForAll @IntRange(min = 2, max = 16) int shares,
      @ForAll @IntRange(min = 0, max = 14) int less,
      @ForAll int choice) {
    int threshold = Math.max(2, shares - less);
    List<byte[]> split = SHAMIR.split(secret, threshold, shares);
    Map<Integer, byte[]> some = new HashMap<>();
    int at = Math.floorMod(choice, shares);
    while (some.size() < threshold) {
      some.put(at + 1, split.get(at));
      at = (at + 1) % shares;
    }
    assertThat(Shamir.join(some)).isEqualTo(secret);
  }

  @Test
  void sharesOfBouncyCastle_restoreHere() {
    // Made by ShamirSecretSplitter(AES, Table, 32).resplit(secret, 3, 5) of bcprov-jdk18on 1.81.
    Map<Integer, byte[]> theirs =
        Map.of(
            1, hex("afc53485cf072f057b23cee0771681d039f6c78d40510c37a1d6097ab9cd07ad"),
            3, hex("29649964fecdc6387187b5c7a57e7cc46514df9ed22c6a053ddd1188bb8c73f5"),
            5, hex("911c3401a38e4f2861e3eb35a61be80f9c9020bf3336975f84f1de1a7858def3"));
    assertThat(Shamir.join(theirs))
        .isEqualTo(hex("01080f161d242b323940474e555c636a71787f868d949ba2a9b0b7bec5ccd3da"));
  }

  /** What k-1 shares interpolate to is uniform, so that no value of the secret is less likely. */
  @Test
  void oneLessThanThreshold_interpolatesToEveryValueAlike() {
    for (int threshold = 2; threshold <= 4; threshold++) {
      int samples = 64 * 1024;
      int[] seen = new int[256];
      byte[] secret = new byte[samples];
      List<byte[]> split = SHAMIR.split(secret, threshold, 5);
      Map<Integer, byte[]> few = new HashMap<>();
      for (int i = 1; i < threshold; i++) {
        few.put(i, split.get(i - 1));
      }
      for (byte value : Shamir.join(few)) {
        seen[value & 0xff]++;
      }
      double expected = samples / 256.0;
      double chiSquared = 0;
      for (int count : seen) {
        chiSquared += (count - expected) * (count - expected) / expected;
      }
      // 255 degrees of freedom: above 400 by chance once in 10 million runs.
      assertThat(chiSquared).as("threshold %d", threshold).isLessThan(400);
      // The library alone never draws the value that is the secret itself.
      assertThat(seen[0]).isPositive();
    }
  }

  /** Any other secret goes with the same k-1 shares, by one polynomial, which has a share k. */
  @Property(tries = 20)
  void oneLessThanThreshold_goWithEverySecret(
      @ForAll @Size(4) byte[] secret,
      @ForAll @Size(4) byte[] other,
      @ForAll @IntRange(min = 2, max = 6) int threshold) {
    List<byte[]> split = SHAMIR.split(secret, threshold, threshold);
    Map<Integer, byte[]> known = new HashMap<>();
    for (int i = 1; i < threshold; i++) {
      known.put(i, split.get(i - 1));
    }
    byte[] last = new byte[other.length];
    Map<Integer, byte[]> all = new HashMap<>(known);
    for (int at = 0; at < other.length; at++) {
      for (int guess = 0; guess < 256; guess++) {
        last[at] = (byte) guess;
        all.put(threshold, last);
        if (Shamir.join(all)[at] == other[at]) {
          break;
        }
      }
    }
    assertThat(Shamir.join(all)).isEqualTo(other);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
