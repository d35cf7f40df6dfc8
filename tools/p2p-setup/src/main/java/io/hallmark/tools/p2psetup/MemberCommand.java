package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.BusOptions;
import io.hallmark.messaging.membership.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup member}. */
@Command(
    name = "member",
    description = "Publishes members of groups, our own and those whose files we were given.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark p2p-setup member -k localhost:9092 alice.yaml bob.yaml")
final class MemberCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files; see p2p-setup --help")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Member> members = MembershipFiles.members(files);
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      for (Member member : members) {
        setup.publish(member);
        spec.commandLine().getErr().println("p2p-setup: published member " + member.name());
      }
    }
    return 0;
  }
}
