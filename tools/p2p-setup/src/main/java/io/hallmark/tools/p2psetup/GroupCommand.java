package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.BusOptions;
import io.hallmark.messaging.membership.Group;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup group}. */
@Command(
    name = "group",
    description = "Publishes groups: their ids, trust roots and limits.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark p2p-setup group -k localhost:9092 group.yaml")
final class GroupCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files; see p2p-setup --help")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Group> groups = MembershipFiles.groups(files);
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      for (Group group : groups) {
        setup.publish(group);
        spec.commandLine().getErr().println("p2p-setup: published group " + group.id());
      }
    }
    return 0;
  }
}
