package io.hallmark.tools.p2psetup;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code p2p-setup schema}. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema (Draft 2020-12) of group, member or identity files, for editors and",
      "for checks without us. What is beyond it stands in its comment; we check that, too."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark p2p-setup schema member > p2p-member.schema.json",
      "",
      "In a member file, for editors with a YAML language server:",
      "  # yaml-language-server: $schema=p2p-member.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  /** Of what there are files. */
  enum Kind {
    GROUP,
    MEMBER,
    IDENTITY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "KIND", description = "whose files: ${COMPLETION-CANDIDATES}")
  private Kind kind;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(io.hallmark.commandline.SchemaCommand.text(SchemaCommand.class, "p2p-" + kind));
    out.flush();
    return 0;
  }
}
