package io.hallmark.hsm.cli;

import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code hsm}: what is in a module, and whether an HSM file opens its tokens. */
@Command(
    name = "hsm",
    mixinStandardHelpOptions = true,
    versionProvider = HsmProgram.Version.class,
    description = "Looks at PKCS#11 modules and tokens, checks HSM files, initialises tokens.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  hsm slots --module /usr/lib/softhsm/libsofthsm2.so",
      "  hsm init-token --module /usr/lib/softhsm/libsofthsm2.so --label alice \\",
      "      --so-pin-file so-pin.txt --pin-file pin.txt",
      "  hsm check hsm.yaml",
      "  hsm keys hsm.yaml",
      "",
      "Exit codes: 0 done, 1 failed, 2 misuse or bad input."
    },
    subcommands = {
      SlotsCommand.class,
      MechanismsCommand.class,
      InitTokenCommand.class,
      CheckCommand.class,
      KeysCommand.class
    })
public final class HsmProgram implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The program without its exit; product to standard output, talk to standard error. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new HsmProgram())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println(message(failure));
              return exitCode(failure);
            });
  }

  private static String message(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** 2 where a person must correct something, 1 where trying again may help. */
  private static int exitCode(Exception failure) {
    boolean badInput =
        failure instanceof HsmFileException
            || failure instanceof IllegalArgumentException
            || (failure instanceof TokenOpenException open
                && (open instanceof TokenOpenException.TokenMissing || !open.mayRecover()));
    return badInput ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? see hsm --help");
  }

  /** The version of the build, from the jar's Maven properties. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      String place = "/META-INF/maven/io.hallmark/hallmark-hsm-config/pom.properties";
      try (InputStream in = HsmProgram.class.getResourceAsStream(place)) {
        if (in != null) {
          properties.load(in);
        }
      }
      return new String[] {"hsm " + properties.getProperty("version", "(not packaged)")};
    }
  }
}
