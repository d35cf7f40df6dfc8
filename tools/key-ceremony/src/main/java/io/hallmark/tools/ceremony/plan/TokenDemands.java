package io.hallmark.tools.ceremony.plan;

import java.util.Optional;

/**
 * What a plan asks of a token beyond its name, as on the certificate that its model was validated
 * by. A rehearsal's throw-away token is asked nothing.
 *
 * @param model exactly as the token says
 * @param firmware exactly as the token says
 * @param moduleSha256 of the module's file
 * @param fips whether it must offer approved mechanisms only
 */
public record TokenDemands(
    Optional<String> model,
    Optional<String> firmware,
    Optional<String> moduleSha256,
    boolean fips) {
  /** Nothing. */
  public static final TokenDemands NONE =
      new TokenDemands(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
