package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Files that are signed in one request, and what has become of each. Contents that are to be asked
 * for later are asked for again, they alone. Confined to one thread but for the client's answers,
 * which come one after the other.
 */
final class FileBatch {
  private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

  private final List<Path> files;
  private final List<byte[]> contents;
  private final List<Optional<CryptoResult<Signature>>> outcomes = new ArrayList<>();

  private FileBatch(List<Path> files, List<byte[]> contents) {
    this.files = files;
    this.contents = contents;
    files.forEach(file -> outcomes.add(Optional.empty()));
  }

  /**
   * Reads them all.
   *
   * @throws CommandFailedException where one can't be read, or they are too many or too large
   */
  static FileBatch read(List<Path> files) {
    if (files.size() > SigningClient.BATCH_MAX) {
      throw CommandFailedException.badInput(
          "%d files in one batch, expected at most %d; give them in several batches"
              .formatted(files.size(), SigningClient.BATCH_MAX));
    }
    List<byte[]> contents = new ArrayList<>();
    int left = SigningClient.BATCH_BYTES_MAX;
    for (Path file : files) {
      byte[] content = InputFile.read(file.toString(), SigningClient.CONTENT_BYTES_MAX);
      left -= content.length;
      if (left < 0) {
        throw CommandFailedException.badInput(
            "the batch is too long with file %s, expected at most %d bytes; give it in several batches"
                .formatted(file, SigningClient.BATCH_BYTES_MAX));
      }
      contents.add(content);
    }
    return new FileBatch(List.copyOf(files), contents);
  }

  List<Path> files() {
    return files;
  }

  /** What became of the file at {@code index}; empty: nobody signed it in time. */
  Optional<CryptoResult<Signature>> outcome(int index) {
    return outcomes.get(index);
  }

  /**
   * Has them signed, as far as it can be done in time.
   *
   * @throws CommandFailedException where that is true of none
   */
  void sign(SigningClient signing, Patience patience, KeyName key, SignatureScheme scheme) {
    try {
      patience.ask(
          "signing %d files by key %s".formatted(files.size(), key),
          signing::isReady,
          deadline -> signMissing(signing, key, scheme, deadline));
    } catch (CommandFailedException e) {
      if (outcomes.stream().allMatch(Optional::isEmpty)) {
        throw e;
      }
    }
  }

  /** 0 where all are signed; the worst of what became of the others where not. */
  int exitCode() {
    return outcomes.stream()
        .mapToInt(outcome -> outcome.map(FileBatch::exitCode).orElse(1))
        .max()
        .orElse(0);
  }

  private CompletableFuture<CryptoResult<Boolean>> signMissing(
      SigningClient signing, KeyName key, SignatureScheme scheme, Instant deadline) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).isEmpty()) {
        missing.add(i);
      }
    }
    return signing
        .signBatch(key, scheme, missing.stream().map(contents::get).toList(), deadline)
        .thenApply(answer -> answer.flatMap(each -> settle(missing, each)));
  }

  /** Done once there is nothing more to ask for. */
  private CryptoResult<Boolean> settle(
      List<Integer> asked, List<CryptoResult<Signature>> answered) {
    boolean all = true;
    for (int i = 0; i < asked.size(); i++) {
      CryptoResult<Signature> answer = answered.get(i);
      if (isFinal(answer)) {
        outcomes.set(asked.get(i), Optional.of(answer));
      } else {
        all = false;
      }
    }
    return all ? new CryptoResult.Done<>(true) : new CryptoResult.Unavailable<>(AGAIN_AFTER);
  }

  /** A try's deadline is not the command's. */
  private static boolean isFinal(CryptoResult<Signature> answer) {
    return answer instanceof CryptoResult.Done
        || (answer instanceof CryptoResult.Refused<Signature> refused
            && refused.refusal().reason() != Refusal.Reason.EXPIRED);
  }

  private static int exitCode(CryptoResult<Signature> outcome) {
    return outcome instanceof CryptoResult.Refused<Signature> refused
        ? CommandFailedException.refused("", refused.refusal()).exitCode()
        : 0;
  }
}
