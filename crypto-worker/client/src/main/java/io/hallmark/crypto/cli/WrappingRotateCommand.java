package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.WrappingKeyInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code crypto keys wrapping rotate}. */
@Command(
    name = "rotate",
    description = {
      "Makes the next generation of a tenant's wrapping key.",
      "The tenant's keys are then wrapped again by it, in the background."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys wrapping rotate alice -k localhost:9092"})
final class WrappingRotateCommand implements Callable<Integer> {
  @Mixin private TenantArgument wrapping;

  @Override
  public Integer call() {
    String tenant = wrapping.tenant();
    WrappingOutput output = wrapping.output();
    try (KeyClient keys = output.keys()) {
      int newest =
          output.list(keys, Optional.of(tenant)).stream()
              .mapToInt(WrappingKeyInfo::generation)
              .max()
              .orElse(0);
      WrappingKeyInfo key =
          output
              .patience()
              .ask(
                  "rotating the wrapping key of " + tenant,
                  keys::isReady,
                  deadline -> keys.wrapping().rotate(tenant, newest, deadline));
      return output.show(List.of(key));
    }
  }
}
