package io.hallmark.tools.ceremony.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.tools.ceremony.transcript.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is public of a split key: its set and a commitment to every share. Immutable.
 *
 * @param label of the key that was split
 * @param set of its shares
 * @param each commitment to share i at index i-1
 */
public record Commitments(String label, ShareSet set, List<Commitment> each) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTE = "note";

  public Commitments {
    each = List.copyOf(each);
    if (each.size() != set.shares()) {
      throw new IllegalArgumentException(
          "%d commitments for %d shares".formatted(each.size(), set.shares()));
    }
  }

  /** As particulars of a transcript and members of a file. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("backup-key", label);
    facts.put("share-set", set.id());
    facts.put("threshold", String.valueOf(set.threshold()));
    facts.put("shares", String.valueOf(set.shares()));
    for (int i = 0; i < each.size(); i++) {
      facts.put(
          "commitment-%02d".formatted(i + 1), each.get(i).salt() + ":" + each.get(i).sha256());
    }
    return facts;
  }

  /** As a file: one line of canonical JSON. */
  public String text(Optional<String> note) {
    Map<String, String> members = facts();
    note.ifPresent(text -> members.put(NOTE, text));
    return CanonicalJson.of(members) + "\n";
  }

  /** Reads what {@link #text} wrote. */
  public static Commitments parse(String what, String text) throws ShareException {
    try {
      JsonNode node = JSON.readTree(text);
      ShareSet set =
          new ShareSet(
              node.path("share-set").asText(),
              Integer.parseInt(node.path("threshold").asText()),
              Integer.parseInt(node.path("shares").asText()));
      List<Commitment> each = new ArrayList<>();
      for (int i = 1; i <= set.shares(); i++) {
        String[] parts = node.path("commitment-%02d".formatted(i)).asText().split(":", 2);
        each.add(new Commitment(parts[0], parts.length == 2 ? parts[1] : ""));
      }
      return new Commitments(node.path("backup-key").asText(), set, each);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ShareException(what + " holds no commitments to shares", e);
    }
  }

  /**
   * The share that {@code words} are, as {@code index}.
   *
   * @throws ShareException naming what is wrong: the words, another number, another set
   */
  public Share share(int index, List<String> words) throws ShareException {
    byte[] value = ShareWords.value(words);
    Share share = new Share(set, index, value);
    if (each.get(index - 1).holds(share)) {
      return share;
    }
    for (int other = 1; other <= set.shares(); other++) {
      if (each.get(other - 1).holds(new Share(set, other, value))) {
        share.close();
        throw new ShareException(
            "these are the words of share %d (commitment begins %s), not %d (%s)"
                .formatted(other, beginning(other), index, beginning(index)));
      }
    }
    share.close();
    throw new ShareException(
        "these are the words of no share of set %s; share %d (commitment begins %s) is wrong or of"
                .formatted(set.id(), index, beginning(index))
            + " another set");
  }

  /** As it stands on the share's card. */
  private String beginning(int index) {
    return each.get(index - 1).beginning();
  }
}
