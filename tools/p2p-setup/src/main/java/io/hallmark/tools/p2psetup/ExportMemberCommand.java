package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup export-member}. */
@Command(
    name = "export-member",
    description = {
      "Prints a member's public description (name, endpoints, session keys) as YAML, for the other",
      "members to publish in their clusters with p2p-setup member."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark p2p-setup export-member -k localhost:9092 --group demo \\",
      "      --name O=Alice,L=Zurich,C=CH > alice.yaml"
    })
final class ExportMemberCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(names = "--group", required = true, paramLabel = "ID", description = "group")
  private String group;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "the member's distinguished name")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      spec.commandLine().getOut().print(setup.exportMember(group, name));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
