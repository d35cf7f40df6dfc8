package io.hallmark.crypto.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What commands about one tenant's wrapping keys are told, and how they show them; a mixin. */
final class TenantArgument {
  @Parameters(index = "0", paramLabel = "TENANT", description = "whose keys it wraps")
  private String tenant;

  @Mixin private WrappingOutput output;

  String tenant() {
    return tenant;
  }

  WrappingOutput output() {
    return output;
  }
}
