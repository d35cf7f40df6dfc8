package io.hallmark.crypto.cli;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CommandForm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import picocli.CommandLine.Option;

/**
 * How a command that operators have to approve is drafted and, approved, given: a mixin for
 * commands.
 */
final class ApprovalOptions {
  private static final int FILE_BYTES_MAX = 64 * 1024;

  @Option(
      names = "--draft",
      paramLabel = "FILE",
      description = {
        "write the command to a new file for operators to approve (crypto approve), and do nothing"
      })
  private Path draft;

  @Option(
      names = "--approval",
      paramLabel = "FILE",
      arity = "1..*",
      split = ",",
      description = "operators' approvals of exactly this command; each is good for once")
  private List<Path> files = List.of();

  /** Whether the command was only to be drafted; it then is. */
  boolean drafted(IndexedRecord command, PrintWriter err) {
    if (draft == null) {
      return false;
    }
    CommandForm form = CommandForm.of(command);
    NewFile.write(draft, (form.json() + "\n").getBytes(StandardCharsets.UTF_8));
    err.printf(
        "drafted %s in %s, SHA-256 %s; have it approved: hallmark crypto approve %s --operator NAME --key"
            + " KEY.pem --out APPROVAL%n",
        form.name(), draft, form.hash(), draft);
    return true;
  }

  /** The approvals that were given; may be none. */
  List<Approval> approvals() {
    List<Approval> approvals = new ArrayList<>();
    for (Path file : files) {
      String text =
          new String(InputFile.read(file.toString(), FILE_BYTES_MAX), StandardCharsets.UTF_8);
      try {
        approvals.add(ApprovalText.read(text));
      } catch (IllegalArgumentException e) {
        throw CommandFailedException.badInput(
            "file %s: %s, expected an approval that 'crypto approve' wrote; approve it anew"
                .formatted(file, e.getMessage()),
            e);
      }
    }
    return approvals;
  }
}
