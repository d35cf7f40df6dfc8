package io.hallmark.crypto.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code crypto batch}. */
@Command(
    name = "batch",
    description = {
      "Has many files signed by one key, in one request.",
      "Each file is judged and answered by itself. Signatures are listed in base64, or go to files",
      "FILE.sig in a folder (ECDSA as DER, as openssl reads it)."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are signed",
      "1:some were not signed in time, or the token did not do it",
      "2:misuse or bad input; nothing was asked",
      "3:some were refused by policy, or a file that would be written exists"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto batch alice/contracts --scheme ecdsa_sha256 --out-dir signatures \\",
      "      -k localhost:9092 contracts/*.pdf",
      "  hallmark crypto batch alice/contracts --scheme ecdsa_sha256 --json -k localhost:9092 \\",
      "      one.txt two.txt"
    })
final class BatchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TENANT/ALIAS", description = "by which key")
  private KeyName name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "what is signed, whole: at most 256 files, 1 MiB together")
  private List<Path> files;

  @Option(
      names = "--scheme",
      required = true,
      paramLabel = "SCHEME",
      description = "${COMPLETION-CANDIDATES}")
  private SignatureScheme scheme;

  @Option(
      names = "--out-dir",
      paramLabel = "DIR",
      description = {
        "folder for the signatures, made where it is missing;",
        "files in it are created, never overwritten"
      })
  private Path folder;

  @Mixin private OutputOptions output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;

  @Override
  public Integer call() {
    FileBatch batch = FileBatch.read(files);
    BatchFolder out = BatchFolder.of(folder, files);
    try (SigningClient signing = Clients.signing(bus.bus())) {
      batch.sign(signing, patience, name, scheme);
    }
    List<BatchLine> lines = out.write(batch);
    output.print(() -> BatchLine.table(lines), () -> lines);
    return batch.exitCode();
  }
}
