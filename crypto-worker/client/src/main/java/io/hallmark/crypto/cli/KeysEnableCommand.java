package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyState;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** The command {@code crypto keys enable}. */
@Command(
    name = "enable",
    description = {"Lets a disabled key be used again."},
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto keys enable alice/contracts -k localhost:9092"})
final class KeysEnableCommand extends KeyChange {
  @Override
  String doing() {
    return "enabling key";
  }

  @Override
  CompletableFuture<CryptoResult<KeyInfo>> change(KeyClient keys, KeyName key, Instant deadline) {
    return keys.lifecycle().set(key, KeyState.ENABLED, deadline);
  }
}
