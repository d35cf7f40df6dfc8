package io.hallmark.tools.ceremony.share;

import cash.z.ecc.android.bip39.Mnemonics;
import cash.z.ecc.android.bip39.Mnemonics.MnemonicCode;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The value of a share as the 24 English words of BIP-39, of which the last carries a checksum of 8
 * bits.
 */
final class ShareWords {
  static final int WORDS = 24;

  /** No two words of the list begin with the same four letters. */
  private static final int TELLING_LETTERS = 4;

  private static final String ENGLISH = "en";

  private ShareWords() {}

  /** The words; those who show them leave them in memory, as {@link SplitKey} says. */
  static List<String> of(byte[] value) {
    try (MnemonicCode code = new MnemonicCode(value, ENGLISH)) {
      return code.getWords().stream().map(String::new).toList();
    }
  }

  /** The list's words that were typed; a word may be cut after its fourth letter. */
  static List<String> typed(char[] row) throws ShareException {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= row.length; i++) {
      if (i < row.length && row[i] != ' ') {
        continue;
      }
      if (i > from) {
        words.add(known(CharBuffer.wrap(row, from, i - from), words.size() + 1));
      }
      from = i + 1;
    }
    return words;
  }

  private static String known(CharSequence typed, int number) throws ShareException {
    String found = null;
    for (String word : Mnemonics.INSTANCE.getCachedWords(ENGLISH)) {
      if (word.contentEquals(typed)) {
        return word;
      }
      if (typed.length() >= TELLING_LETTERS && begins(word, typed)) {
        found = word;
      }
    }
    if (found == null) {
      throw new ShareException("word %d of the row is not in the list of BIP-39".formatted(number));
    }
    return found;
  }

  private static boolean begins(String word, CharSequence typed) {
    return typed.length() <= word.length()
        && word.subSequence(0, typed.length()).toString().contentEquals(typed);
  }

  /** The value that {@code words} stand for; the caller wipes it. */
  static byte[] value(List<String> words) throws ShareException {
    if (words.size() != WORDS) {
      throw new ShareException(
          "a share has %d words, %d were typed".formatted(WORDS, words.size()));
    }
    char[] chars = String.join(" ", words).toCharArray();
    try (MnemonicCode code = new MnemonicCode(chars, ENGLISH)) {
      return code.toEntropy();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ShareException("the words do not hold together: their checksum is wrong", e);
    } catch (Exception e) {
      // Kotlin declares nothing: what it throws for a wrong checksum is checked all the same.
      throw new ShareException("the words do not hold together: their checksum is wrong", e);
    } finally {
      Arrays.fill(chars, '\0');
    }
  }
}
