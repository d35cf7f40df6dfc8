package io.hallmark.tools.ceremony.transcript;

import java.nio.file.Path;

/**
 * Where the things of one ceremony are.
 *
 * @param path the folder
 */
public record CeremonyFolder(Path path) {
  /** Before the names of all that a rehearsal makes. */
  public static final String REHEARSAL = "REHEARSAL";

  /** The plan, byte for byte. */
  public Path plan() {
    return path.resolve("plan.yaml");
  }

  public Path transcript() {
    return path.resolve("transcript.jsonl");
  }

  /** Copies of the files that the plan reads. */
  public Path inputs() {
    return path.resolve("inputs");
  }

  public Path outputs() {
    return path.resolve("outputs");
  }

  /** The record that people read and sign. */
  public Path record() {
    return path.resolve("record.html");
  }

  /** All files with their hashes. */
  public Path manifest() {
    return path.resolve("manifest.sha256");
  }

  /** What approvers signed afterwards. */
  public Path signatures() {
    return path.resolve("signatures");
  }

  /** The throw-away token of a rehearsal. */
  public Path rehearsalToken() {
    return path.resolve("rehearsal-token");
  }

  /** What the file that a plan calls {@code file} is called. */
  public static String outputName(String file, boolean rehearsal) {
    return rehearsal ? REHEARSAL + "-" + file : file;
  }
}
