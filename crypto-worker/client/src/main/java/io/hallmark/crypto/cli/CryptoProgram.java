package io.hallmark.crypto.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.CommandGroup;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Program;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.cli.audit.AuditCommand;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.client.CommandLogging;
import io.hallmark.messaging.config.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The command {@code crypto}: the crypto worker's operations, over the bus. */
@Command(
    name = "crypto",
    description = {
      "Asks the crypto worker over the bus: makes and lists keys, has certificates requested,",
      "signs and verifies, and measures how it bears a load. Private keys stay in tokens."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the signature is right; every signature of a load came and is right",
      "1:failed: nobody answered in time, the token did not do it, or a signature is wrong",
      "2:misuse or bad input; nothing was asked",
      "3:refused by the crypto worker (no such key, another category or kind), or a file is there"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys generate alice/contracts --category application \\",
      "      --spec ec_p256 -k localhost:9092",
      "  hallmark crypto keys list -k localhost:9092 --tenant alice",
      "  hallmark crypto keys disable alice/contracts -k localhost:9092",
      "  hallmark crypto tokens -k localhost:9092",
      "  hallmark crypto csr alice/tls --subject O=Alice,L=Zurich,C=CH \\",
      "      --dns gateway.alice.test --out alice.csr.pem -k localhost:9092",
      "  hallmark crypto sign alice/contracts --scheme ecdsa_sha256 --in contract.pdf \\",
      "      --out contract.sig -k localhost:9092",
      "  hallmark crypto verify alice/contracts --scheme ecdsa_sha256 --in contract.pdf \\",
      "      --signature contract.sig -k localhost:9092",
      "  hallmark crypto batch alice/contracts --scheme ecdsa_sha256 --out-dir signatures \\",
      "      -k localhost:9092 contracts/*.pdf",
      "  hallmark crypto derive alice/agree --peer bob.public.pem --out secret.bin -k localhost:9092",
      "  hallmark crypto random --bytes 32 -k localhost:9092",
      "  hallmark crypto load --tenant alice --key contracts --rate 200 --seconds 60 \\",
      "      -k localhost:9092",
      "  hallmark crypto audit verify -k localhost:9092",
      "",
      "On a bus with ACLs keys, tokens, csr, derive and random need an operator's credentials,",
      "sign and batch an application's, verify an operator's, load both, audit an auditor's: give them",
      "with --bus-properties."
    },
    subcommands = {
      KeysCommand.class,
      TokensCommand.class,
      CapabilitiesCommand.class,
      PolicyCommand.class,
      ApproveCommand.class,
      CsrCommand.class,
      SignCommand.class,
      BatchCommand.class,
      VerifyCommand.class,
      DeriveCommand.class,
      RandomCommand.class,
      LoadCommand.class,
      AuditCommand.class
    })
public final class CryptoProgram extends CommandGroup {
  public static void main(String[] arguments) {
    CommandLogging.configure();
    System.exit(run(arguments));
  }

  /** Runs it and returns the exit code, for the one front door to all programs. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The same, printing elsewhere than to this process's streams. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine().setOut(out).setErr(err).execute(arguments);
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
            new CryptoProgram(),
            failure ->
                failure instanceof CommandFailedException failed
                    ? Optional.of(
                        new CommandFailure(
                            ExitCode.of(failed.exitCode()), failed.problem(), failed))
                    : Optional.empty(),
            BusFailures.READER)
        .registerConverter(KeyName.class, text -> converted(KeyName::parse, text))
        .registerConverter(Duration.class, text -> converted(DurationText::parse, text));
  }

  private static <T> T converted(Function<String, T> parse, String text) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
