package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup config}. */
@Command(
    name = "config",
    description = "Publishes a section of the workers' configuration, with the next version.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark p2p-setup config -k localhost:9092 link-manager link-manager.yaml")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Parameters(index = "0", paramLabel = "SECTION", description = "what it configures: link-manager")
  private String section;

  @Parameters(index = "1", paramLabel = "FILE", description = "YAML file")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String yaml = MembershipFiles.config(file);
    try (MembershipSetup setup = MembershipSetup.open(bus.bus())) {
      long version = setup.publishConfig(section, yaml);
      spec.commandLine()
          .getErr()
          .printf("p2p-setup: section %s is published as version %d%n", section, version);
    }
    return 0;
  }
}
