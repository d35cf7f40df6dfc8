package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** The command {@code crypto keys rotate}. */
@Command(
    name = "rotate",
    description = {
      "Gives a key of category application new key material under the same name.",
      "The public key it had stays readable: keys get --json shows it. Certificates do not go along."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys rotate alice/contracts -k localhost:9092"})
final class KeysRotateCommand extends KeyChange {
  @Override
  String doing() {
    return "rotating key";
  }

  private int version;

  @Override
  void prepare(KeyClient keys, KeyName key, Patience asking) {
    version = KeysGetCommand.get(keys, key, asking).history().version();
  }

  @Override
  CompletableFuture<CryptoResult<KeyInfo>> change(KeyClient keys, KeyName key, Instant deadline) {
    return keys.rotate(key, version, deadline);
  }
}
