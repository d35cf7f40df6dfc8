package io.hallmark.hsm.inspect;

/**
 * The repetition count test of SP 800-90B section 4.4.1 on a generator's bytes: it finds one that
 * is stuck. Says nothing about bytes that merely can be foreseen. Pure.
 */
final class RepetitionCount {
  /**
   * 1 + ⌈-log2(α) / H⌉ for H = 8 bits in a byte, as a whole generator promises, and α = 2^-40: a
   * sound one fails with 4 KiB once in 2^28 times.
   */
  static final int CUTOFF = 6;

  private RepetitionCount() {}

  /** How often the same byte stands in a row at most; {@link #CUTOFF} and more is a failure. */
  static int longest(byte[] samples) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < samples.length; i++) {
      run = i > 0 && samples[i] == samples[i - 1] ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
