package io.hallmark.hsm.cli;

import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenInit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Initialises a token. */
@Command(
    name = "init-token",
    mixinStandardHelpOptions = true,
    description = {
      "Initialises the module's first uninitialised token and sets its PINs.",
      "A token that is initialised already is never touched. PINs come from files only. Prints the",
      "serial number of the token."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  umask 077",
      "  openssl rand -hex 8 > so-pin.txt && openssl rand -hex 8 > pin.txt",
      "  hallmark hsm init-token --module /usr/lib/softhsm/libsofthsm2.so --label alice \\",
      "      --so-pin-file so-pin.txt --pin-file pin.txt"
    })
final class InitTokenCommand implements Callable<Integer> {
  @Mixin private ModuleOption module;

  @Option(names = "--label", required = true, description = "label of the token, 1 to 32 bytes")
  private String label;

  @Option(
      names = "--so-pin-file",
      required = true,
      paramLabel = "FILE",
      description = "file with the PIN for the security officer")
  private Path soPin;

  @Option(
      names = "--pin-file",
      required = true,
      paramLabel = "FILE",
      description = "file with the PIN for the user")
  private Path userPin;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Pin so = new FilePin(soPin).read();
        Pin user = new FilePin(userPin).read()) {
      TokenInfo token = TokenInit.initialise(module.path(), module.environment(), label, so, user);
      spec.commandLine().getOut().println(token.serial());
      spec.commandLine()
          .getErr()
          .printf("token \"%s\" is initialised; its serial is above%n", token.label());
      return ExitCode.OK;
    }
  }
}
