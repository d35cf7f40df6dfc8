package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Program;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.file.HsmFileException;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenProblems;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code hsm}: what is in a module, and whether an HSM file opens its tokens. */
@Command(
    name = "hsm",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at PKCS#11 modules and tokens, writes and checks HSM files, initialises tokens, adopts",
      "keys that other tools made, and measures how fast keys sign."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm init softhsm hsm.yaml",
      "  hallmark hsm slots --hsm hsm.yaml",
      "  hallmark hsm slots --module /usr/lib/softhsm/libsofthsm2.so",
      "  hallmark hsm init-token --module /usr/lib/softhsm/libsofthsm2.so --label alice \\",
      "      --so-pin-file so-pin.txt --pin-file pin.txt",
      "  hallmark hsm check hsm.yaml",
      "  hallmark hsm keys hsm.yaml",
      "  hallmark hsm adopt hsm.yaml --key contracts",
      "  hallmark hsm bench hsm.yaml --seconds 10"
    },
    subcommands = {
      SlotsCommand.class,
      MechanismsCommand.class,
      InitTokenCommand.class,
      InitCommand.class,
      CheckCommand.class,
      KeysCommand.class,
      AdoptCommand.class,
      BenchCommand.class,
      SchemaCommand.class
    })
public final class HsmProgram extends CommandGroup {
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The program without its exit; product to standard output, talk to standard error. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
        new HsmProgram(),
        failure ->
            failure instanceof HsmFileException file
                ? Optional.of(FailureReader.faults(file.faults()))
                : Optional.empty(),
        failure ->
            failure instanceof PinUnavailableException pin
                ? Optional.of(new CommandFailure(ExitCode.WRONG_USE, TokenProblems.of(pin), pin))
                : Optional.empty(),
        failure ->
            failure instanceof TokenOpenException open
                ? Optional.of(
                    new CommandFailure(
                        needsCorrection(open) ? ExitCode.WRONG_USE : ExitCode.FAILED,
                        TokenProblems.of(open),
                        open))
                : Optional.empty(),
        FailureReader.of(CryptokiException.class, ExitCode.FAILED));
  }

  /** Whether a person must correct something before another attempt can go better. */
  static boolean needsCorrection(Exception failure) {
    return failure instanceof TokenOpenException open
        && (open instanceof TokenOpenException.TokenMissing || !open.mayRecover());
  }
}
