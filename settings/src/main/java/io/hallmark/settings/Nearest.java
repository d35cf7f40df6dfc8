package io.hallmark.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that someone meant who mistyped it. */
public final class Nearest {
  private static final int WORD_CHARS_MAX = 64;

  private Nearest() {}

  /** The nearest word that differs in at most a third of its letters; empty where none does. */
  public static Optional<String> to(String typed, Collection<String> words) {
    if (typed.length() > WORD_CHARS_MAX) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= far(word))
        .min(Comparator.comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT))));
  }

  /** Two swapped letters are two changes, so any word but a short one may be that far away. */
  private static int far(String word) {
    return word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
  }

  /** {@code did you mean "lanes"?}, or nothing. */
  static String advice(String typed, Collection<String> words) {
    return to(typed, words).map(word -> "did you mean \"" + word + "\"?").orElse("");
  }

  /** Levenshtein's: insertions, deletions and changes of one letter. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
