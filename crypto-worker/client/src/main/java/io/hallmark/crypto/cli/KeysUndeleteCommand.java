package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** The command {@code crypto keys undelete}. */
@Command(
    name = "undelete",
    description = {
      "Undoes a deletion whose date has not come.",
      "The key is disabled then; enable it to use it again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys undelete alice/contracts -k localhost:9092"})
final class KeysUndeleteCommand extends KeyChange {
  @Override
  String doing() {
    return "undoing the deletion of key";
  }

  @Override
  CompletableFuture<CryptoResult<KeyInfo>> change(KeyClient keys, KeyName key, Instant deadline) {
    return keys.lifecycle().cancelDeletion(key, deadline);
  }
}
