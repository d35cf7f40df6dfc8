package io.hallmark.tools.ceremony;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of plans. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema (Draft 2020-12) of plans, for editors and for checks without us.",
      "'ceremony lint' checks what is beyond it: that steps go together and that certificates may",
      "be issued."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark ceremony schema > ceremony.schema.json",
      "",
      "In a plan, for editors with a YAML language server:",
      "  # yaml-language-server: $schema=ceremony.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (InputStream in = SchemaCommand.class.getResourceAsStream("ceremony.schema.json")) {
      spec.commandLine().getOut().print(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
