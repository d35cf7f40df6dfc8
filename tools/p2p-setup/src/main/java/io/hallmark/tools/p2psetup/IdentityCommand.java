package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.BusOptions;
import io.hallmark.messaging.membership.HostedIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup identity}. */
@Command(
    name = "identity",
    description = "Publishes identities that this cluster hosts, with their keys and certificates.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark p2p-setup identity -k localhost:9092 identity.yaml")
final class IdentityCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files; see p2p-setup --help")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<HostedIdentity> identities = MembershipFiles.identities(files);
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      for (HostedIdentity identity : identities) {
        setup.publish(identity);
        spec.commandLine().getErr().println("p2p-setup: published identity " + identity.name());
      }
    }
    return 0;
  }
}
