package io.hallmark.tools.ceremony.transcript;

import io.hallmark.tools.ceremony.plan.SpokenHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a transcript. Immutable.
 *
 * @param number from 1
 * @param at when it was written
 * @param kind what it says
 * @param rehearsal whether all of this is a rehearsal
 * @param data particulars, by name
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 of this entry's canonical JSON (RFC 8785) without {@code hash} itself, so
 *     over {@code previous} too
 */
public record Entry(
    int number,
    Instant at,
    EntryKind kind,
    boolean rehearsal,
    Map<String, String> data,
    String previous,
    String hash) {
  static final String NO_PREVIOUS = "0".repeat(64);

  /** The particular that says which step an entry is about, from 1. */
  public static final String STEP = "step";

  public Entry {
    // In one order on every machine: what is derived from entries is compared byte for byte.
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }

  static Entry sealed(
      int number,
      Instant at,
      EntryKind kind,
      boolean rehearsal,
      Map<String, String> data,
      String previous) {
    Entry open = new Entry(number, at, kind, rehearsal, data, previous, "");
    return new Entry(number, at, kind, rehearsal, data, previous, open.computedHash());
  }

  /** Which step it is about; 0 where about none. */
  public int step() {
    return Integer.parseInt(data.getOrDefault(STEP, "0"));
  }

  String computedHash() {
    return SpokenHash.of(CanonicalJson.of(members()).getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** As it stands in the file, without a line end. */
  String line() {
    Map<String, Object> members = members();
    members.put("hash", hash);
    return CanonicalJson.of(members);
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("n", number);
    members.put("at", at.toString());
    members.put("kind", kind.written());
    members.put("rehearsal", rehearsal);
    members.put("data", data);
    members.put("previous", previous);
    return members;
  }
}
