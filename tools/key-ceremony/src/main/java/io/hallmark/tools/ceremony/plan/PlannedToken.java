package io.hallmark.tools.ceremony.plan;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The token that a ceremony acts on.
 *
 * @param module path of its PKCS#11 module
 * @param label what it is, or will be, called
 * @param serial its serial, where it is known already
 * @param blankSerial the serial of the blank token that is initialised, where it has one
 * @param environment variables set for the module before it is loaded
 * @param demands what else it must be
 */
public record PlannedToken(
    Path module,
    String label,
    Optional<String> serial,
    Optional<String> blankSerial,
    Map<String, String> environment,
    TokenDemands demands) {
  public PlannedToken {
    environment = Map.copyOf(environment);
  }
}
