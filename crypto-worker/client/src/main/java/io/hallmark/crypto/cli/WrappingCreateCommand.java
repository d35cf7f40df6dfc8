package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.WrappingKeyInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code crypto keys wrapping create}. */
@Command(
    name = "create",
    description = {"Makes a tenant's first wrapping key; shows the newest where there is one."},
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys wrapping create alice -k localhost:9092"})
final class WrappingCreateCommand implements Callable<Integer> {
  @Mixin private TenantArgument wrapping;

  @Override
  public Integer call() {
    String tenant = wrapping.tenant();
    WrappingOutput output = wrapping.output();
    try (KeyClient keys = output.keys()) {
      WrappingKeyInfo key =
          output
              .patience()
              .ask(
                  "making a wrapping key for " + tenant,
                  keys::isReady,
                  deadline -> keys.wrapping().create(tenant, deadline));
      return output.show(List.of(key));
    }
  }
}
