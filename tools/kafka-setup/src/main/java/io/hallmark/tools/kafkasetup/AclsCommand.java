package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kafka-setup acls}. */
@Command(
    name = "acls",
    description = {
      "Prints what each role may do as commands of kafka-acls.sh, or creates these ACLs itself.",
      "A role's principal is the prefix and the role: User:hallmark-gateway."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark kafka-setup acls -k kafka1:9092 > acls.sh",
      "  hallmark kafka-setup acls -k kafka1:9092 --principal-prefix User:hallmark- --apply"
    })
final class AclsCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(
      names = "--principal-prefix",
      paramLabel = "TYPE:PREFIX",
      defaultValue = "User:",
      description = "what stands before the role in a principal's name (${DEFAULT-VALUE})")
  private String principalPrefix;

  @Option(names = "--apply", description = "create them instead of printing commands")
  private boolean apply;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      new AclPlan(principalPrefix);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (apply) {
      int count = AclSetup.apply(bus.bus(), principalPrefix);
      spec.commandLine().getErr().println("kafka-setup: " + count + " ACLs are in place");
    } else {
      AclSetup.commands(bus.bus().bootstrapServers(), principalPrefix)
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }
}
