package io.hallmark.tools.ceremony.evidence;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.record.CeremonyRecord;
import io.hallmark.tools.ceremony.record.Manifest;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Writes what is derived from a transcript once the ceremony is over. */
public final class CeremonyRecords {
  private CeremonyRecords() {}

  /** Writes record and manifest; an interruption between leaves what {@link #finish} mends. */
  public static void write(CeremonyFolder folder, Plan plan, List<Entry> entries)
      throws IOException {
    whole(folder.record(), CeremonyRecord.of(plan, entries));
    whole(folder.manifest(), Manifest.of(folder));
  }

  /** Writes them where the ceremony is over and one is missing; false where nothing was to do. */
  public static boolean finish(CeremonyFolder folder) throws IOException, PlanException {
    TranscriptChain chain = TranscriptChain.read(folder.transcript());
    List<Entry> entries = chain.entries();
    boolean over =
        chain.broken().isEmpty()
            && !entries.isEmpty()
            && entries.get(entries.size() - 1).kind() == EntryKind.END;
    if (!over || (Files.exists(folder.record()) && Files.exists(folder.manifest()))) {
      return false;
    }
    write(folder, FolderCheck.plan(folder, entries.get(0)), entries);
    return true;
  }

  /** This program, as its transcripts name it. */
  public static String tool() {
    return "ceremony " + version().orElse("(not from a jar)");
  }

  /** False in development, where records of the version that is worked on are compared too. */
  static boolean fromJar() {
    return version().isPresent();
  }

  private static Optional<String> version() {
    return Optional.ofNullable(CeremonyRecords.class.getPackage().getImplementationVersion());
  }

  private static void whole(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
