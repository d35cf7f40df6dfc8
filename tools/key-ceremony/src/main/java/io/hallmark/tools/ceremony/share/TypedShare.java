package io.hallmark.tools.ceremony.share;

import java.util.ArrayList;
import java.util.List;

/** The words of a share as they are typed, row by row. Confined to one thread. */
public final class TypedShare {
  private final List<String> words = new ArrayList<>();

  /**
   * Takes a row; a word may be cut after its fourth letter. The caller wipes {@code row}.
   *
   * @throws ShareException where it is not six words of the list; nothing of it is taken then
   */
  public void add(char[] row) throws ShareException {
    List<String> typed = ShareWords.typed(row);
    if (typed.size() != ShareCard.ROW_WORDS) {
      throw new ShareException(
          "a row has %d words, %d were typed".formatted(ShareCard.ROW_WORDS, typed.size()));
    }
    words.addAll(typed);
  }

  /** All words. */
  public List<String> words() {
    return List.copyOf(words);
  }

  @Override
  public String toString() {
    return "TypedShare[%d words, hidden]".formatted(words.size());
  }
}
