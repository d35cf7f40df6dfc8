package io.hallmark.hsm.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of HSM files. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema (Draft 2020-12) of HSM files, for editors and for checks without us.",
      "Two rules are beyond it: a name is used once, and tokens of one module have one environment."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm schema > hsm.schema.json",
      "",
      "In an HSM file, for editors with a YAML language server:",
      "  # yaml-language-server: $schema=hsm.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(HsmFileText.resource("hsm.schema.json"));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
