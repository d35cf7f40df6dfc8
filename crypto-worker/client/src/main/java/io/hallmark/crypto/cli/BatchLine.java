package io.hallmark.crypto.cli;

import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Signature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one file of a batch, for people and programs. Immutable.
 *
 * @param result SIGNED, REFUSED or UNAVAILABLE
 * @param reason with REFUSED
 * @param detail with REFUSED, in words
 * @param signature in base64; empty without one, or where it is in a file
 * @param signatureFile where the signature's bytes are; or empty
 */
record BatchLine(
    String file,
    String result,
    String reason,
    String detail,
    String signature,
    String signatureFile) {
  private static final String SIGNED = "SIGNED";

  /** Of a file that was signed into another. */
  static BatchLine signed(Path file, Path signature) {
    return new BatchLine(file.toString(), SIGNED, "", "", "", signature.toString());
  }

  /**
   * Of one that was signed, or not.
   *
   * @param outcome empty: nobody signed it in time
   */
  static BatchLine of(Path file, Optional<CryptoResult<Signature>> outcome) {
    return outcome
        .map(result -> result.fold(new Reading(file.toString())))
        .orElseGet(() -> unavailable(file.toString()));
  }

  static Table table(List<BatchLine> lines) {
    Table table = new Table("FILE", "RESULT", "SIGNATURE");
    for (BatchLine line : lines) {
      boolean signed = line.result().equals(SIGNED);
      table.row(
          line.file(), (signed ? Tone.GOOD : Tone.BAD).of(line.result()), line.lastColumn(signed));
    }
    return table;
  }

  private String lastColumn(boolean signed) {
    if (signed) {
      return signature.isEmpty() ? signatureFile : signature;
    }
    return reason.isEmpty() ? "" : reason + ": " + detail;
  }

  private static BatchLine unavailable(String file) {
    return new BatchLine(file, "UNAVAILABLE", "", "", "", "");
  }

  private record Reading(String file) implements CryptoResult.Cases<Signature, BatchLine> {
    @Override
    public BatchLine done(Signature signature) {
      return new BatchLine(file, SIGNED, "", "", SignatureText.write(signature), "");
    }

    @Override
    public BatchLine refused(Refusal refusal) {
      return new BatchLine(file, "REFUSED", refusal.reason().name(), refusal.detail(), "", "");
    }

    @Override
    public BatchLine unavailable(Duration retryAfter) {
      return BatchLine.unavailable(file);
    }
  }
}
