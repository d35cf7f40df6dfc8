package io.hallmark.hsm.token;

/**
 * How a token is, for metrics.
 *
 * @param circuitOpen whether it is not asked, since it failed
 * @param sessions that are held: lanes and those beside them
 * @param loginFailures C_Login calls that did not log in
 * @param lanesReplaced lanes given up since a call hung
 * @param restarts how often its module was finalised and initialised anew, or loaded once more
 * @param modulesLeft copies of its module that were left, since a call never returned from them
 */
public record TokenVitals(
    boolean circuitOpen,
    int sessions,
    long loginFailures,
    long lanesReplaced,
    long restarts,
    int modulesLeft) {
  /** Of a token that has no such things. */
  public static final TokenVitals NONE = new TokenVitals(false, 0, 0, 0, 0, 0);
}
