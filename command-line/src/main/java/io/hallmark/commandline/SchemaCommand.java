package io.hallmark.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code schema} of a program with one kind of configuration: prints its JSON Schema,
 * which stands as {@code PROGRAM.schema.json} beside the program's class.
 */
@Command(
    name = "schema",
    // Picocli asks for the program's own required options otherwise.
    helpCommand = true,
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema (Draft 2020-12) of the configuration, for editors and for checks",
      "without us. What is beyond it stands in its comment; the program checks that, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${PARENT-COMMAND-FULL-NAME} schema > SCHEMA.json",
      "",
      "In a configuration, for editors with a YAML language server:",
      "  # yaml-language-server: $schema=SCHEMA.json"
    })
public final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec program = spec.parent();
    PrintWriter out = spec.commandLine().getOut();
    String name = program.name().substring(program.name().lastIndexOf(' ') + 1);
    out.print(text(program.userObject().getClass(), name));
    out.flush();
    return ExitCode.DONE.code();
  }

  /**
   * A published schema.
   *
   * @param beside the class beside which it stands
   * @param name without {@code .schema.json}
   */
  public static String text(Class<?> beside, String name) throws IOException {
    String file = name + ".schema.json";
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar of " + beside.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
