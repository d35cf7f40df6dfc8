package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.NewFile;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a new HSM file. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an HSM file with a word about every key, for one of the usual devices. Overwrites",
      "nothing. For SoftHSM it also makes a token with random PINs in the file's folder, so that",
      "'hallmark hsm check FILE' succeeds at once; for the others it changes nothing in a device.",
      "Paths and variables of devices are those of the vendors' documents; we run SoftHSM only."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file is written",
      "1:a file cannot be written, or the token not be made",
      "2:wrong use or input",
      "3:refused: a file is there already; nothing was changed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark hsm init softhsm hsm.yaml && hallmark hsm check hsm.yaml",
      "  hallmark hsm init luna hsm.yaml --label partition-1",
      "  hallmark hsm init cloudhsm hsm.yaml --module /opt/cloudhsm/lib/libcloudhsm_pkcs11.so"
    })
final class InitCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DEVICE",
      description = "softhsm, luna, nshield, utimaco or cloudhsm")
  private Vendor vendor;

  @Parameters(index = "1", paramLabel = "FILE", description = "the file to write")
  private Path file;

  @Option(
      names = "--module",
      paramLabel = "PATH",
      description = "the PKCS#11 module (default: where the vendor's installer puts it)")
  private Path module;

  @Option(
      names = "--label",
      defaultValue = "hallmark",
      description = "label of the token (default: ${DEFAULT-VALUE})")
  private String label;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path folder = SettingsFile.folder(file);
    refuseExisting(file);
    if (vendor == Vendor.SOFTHSM) {
      softHsm(folder);
    } else {
      Path named = module == null ? Path.of(vendor.module()) : module.toAbsolutePath();
      write(HsmFileText.of(vendor, named, label, Path.of("pin.txt"), vendor.environment()));
      say(file + " is written; put the PIN where it says, then: hallmark hsm check " + file);
    }
    return 0;
  }

  private void softHsm(Path folder) throws Exception {
    Path library =
        module != null
            ? module.toAbsolutePath()
            : SoftHsm.find()
                .orElseThrow(
                    () ->
                        new CommandFailure(
                            ExitCode.WRONG_USE,
                            Problem.of("SoftHSM is in none of its usual places")
                                .expecting("libsofthsm2.so, as packages install it")
                                .remedy("apt-get install softhsm2, or name it with --module")));
    NewSoftHsm softHsm = new NewSoftHsm(folder);
    for (Path other : softHsm.files()) {
      refuseExisting(other);
    }
    softHsm.make(library, label);
    write(
        HsmFileText.of(
            vendor,
            library,
            label,
            Path.of("pin.txt"),
            Map.of(SoftHsm.CONFIGURATION_VARIABLE, "softhsm2.conf")));
    say(file + " is written, and token \"" + label + "\" with random PINs is made beside it");
    say(
        "its PINs are in %s and %s, readable by you alone"
            .formatted(softHsm.pin(), softHsm.officerPin()));
  }

  private static void refuseExisting(Path path) throws FileAlreadyExistsException {
    if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  private void write(String text) throws IOException {
    NewFile.write(file, text);
    spec.commandLine().getOut().println(file);
    spec.commandLine().getOut().flush();
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }
}
