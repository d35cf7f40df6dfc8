package io.hallmark.tools.ceremony.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The 2048 English words of BIP-39, of which the first four letters tell each apart. */
final class WordList {
  private static final int WORDS = 2048;
  private static final List<String> ENGLISH = load();

  private WordList() {}

  /** The word for 11 bits. */
  static String word(int index) {
    return ENGLISH.get(index);
  }

  private static List<String> load() {
    try (InputStream in = WordList.class.getResourceAsStream("bip39-english.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      List<String> words = reader.lines().toList();
      if (words.size() != WORDS) {
        throw new IllegalStateException("the word list has %d words".formatted(words.size()));
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
