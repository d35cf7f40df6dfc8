package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.BlankToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The token that a ceremony acts on.
 *
 * @param module path of its PKCS#11 module
 * @param label what it is, or will be, called
 * @param serial its serial, where it is known already
 * @param blank which blank token is initialised, where the plan says so
 * @param environment variables set for the module before it is loaded
 * @param demands what else it must be
 */
public record PlannedToken(
    Path module,
    String label,
    Optional<String> serial,
    BlankToken blank,
    Map<String, String> environment,
    TokenDemands demands) {
  public PlannedToken {
    environment = Map.copyOf(environment);
  }

  /** Whether the plan says more than a label, so that an approval is for this one. */
  public boolean isBound() {
    return serial.isPresent() || blank.isNamed();
  }
}
