package io.hallmark.certificates.fips;

/**
 * Whether a process runs in FIPS mode.
 *
 * @param active whether only approved operations are possible
 * @param module the module and its version; empty where the mode is off
 */
public record FipsState(boolean active, String module) {
  static final FipsState OFF = new FipsState(false, "");

  /**
   * {@code approved-only, BouncyCastle Security Provider (FIPS edition) v2.1.3}, or {@code off}.
   */
  @Override
  public String toString() {
    return active ? "approved-only, " + module : "off";
  }
}
