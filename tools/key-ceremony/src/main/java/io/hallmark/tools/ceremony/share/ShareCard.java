package io.hallmark.tools.ceremony.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A share as its custodian sees it, on a terminal and nowhere else: words in rows, and the same as
 * a QR code. It never prints itself.
 */
public final class ShareCard {
  /** Words in a row, as they are shown and typed. */
  public static final int ROW_WORDS = 6;

  /** How many rows there are. */
  public static final int ROWS = ShareWords.WORDS / ROW_WORDS;

  private final ShareSet set;
  private final int index;
  private final List<String> words;
  private final String commitment;

  ShareCard(ShareSet set, int index, List<String> words, String commitment) {
    this.set = set;
    this.index = index;
    this.words = words;
    this.commitment = commitment;
  }

  /** What stands beside the words: none of it is secret. */
  public String heading() {
    return "share %d of %d, %s".formatted(index, set.shares(), belonging());
  }

  String title() {
    return "Share %d of %d".formatted(index, set.shares());
  }

  String belonging() {
    return "set %s; any %d restore; commitment begins %s"
        .formatted(set.id(), set.threshold(), commitment);
  }

  /** All of them, in order. Secret. */
  List<String> words() {
    return words;
  }

  /** Numbered words, six a row. Secret. */
  public List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int from = 0; from < words.size(); from += ROW_WORDS) {
      StringBuilder row = new StringBuilder();
      for (int i = from; i < from + ROW_WORDS; i++) {
        row.append("%2d %-9s ".formatted(i + 1, words.get(i)));
      }
      rows.add(row.toString().stripTrailing());
    }
    return rows;
  }

  /** What the QR code says, in its alphanumeric characters. Secret. */
  public String code() {
    return "HALLMARK-SHARE/1/%s/%d/%d/%d/%s"
        .formatted(set.id(), index, set.threshold(), set.shares(), String.join(" ", words))
        .toUpperCase(Locale.ROOT);
  }

  /** The QR code in half blocks. Secret. */
  public List<String> qrCode() {
    return QrCode.lines(code());
  }

  @Override
  public String toString() {
    return "ShareCard[%s, number %d, hidden]".formatted(set, index);
  }
}
