package io.hallmark.tools.p2psetup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.messaging.client.BusOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup list}. */
@Command(
    name = "list",
    description = "Lists what is published: groups, members, and the identities hosted here.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark p2p-setup list -k localhost:9092",
      "  hallmark p2p-setup list -k localhost:9092 --json | jq -r '.members[].name'"
    })
final class ListCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(names = "--json", description = "as JSON, for programs")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      MembershipSetup.Published published = setup.read();
      if (json) {
        out.println(
            new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(Listing.map(published)));
      } else {
        Listing.lines(published).forEach(out::println);
      }
    }
    return 0;
  }
}
