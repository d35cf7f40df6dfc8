package io.hallmark.crypto.worker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What a crypto worker is told. Immutable.
 *
 * @param hsm the HSM file
 * @param requestsInFlightMax requests that may be with the worker at once; one more is answered
 *     with: ask again later
 * @param commandsWaitingMax administrative commands that may wait for the one at hand
 */
public record CryptoWorkerConfig(Path hsm, int requestsInFlightMax, int commandsWaitingMax) {
  public static final int REQUESTS_IN_FLIGHT_DEFAULT = 4096;
  public static final int REQUESTS_IN_FLIGHT_LIMIT = 1_000_000;
  public static final int COMMANDS_WAITING_DEFAULT = 64;
  public static final int COMMANDS_WAITING_LIMIT = 10_000;

  public CryptoWorkerConfig {
    requireNonNull(hsm, "hsm");
    check("requestsInFlightMax", requestsInFlightMax, REQUESTS_IN_FLIGHT_LIMIT);
    check("commandsWaitingMax", commandsWaitingMax, COMMANDS_WAITING_LIMIT);
  }

  /** With the defaults for everything that has one. */
  public static CryptoWorkerConfig of(Path hsm) {
    return new CryptoWorkerConfig(hsm, REQUESTS_IN_FLIGHT_DEFAULT, COMMANDS_WAITING_DEFAULT);
  }

  private static void check(String key, int value, int limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException("%s must be 1 to %d, got %d".formatted(key, limit, value));
    }
  }
}
