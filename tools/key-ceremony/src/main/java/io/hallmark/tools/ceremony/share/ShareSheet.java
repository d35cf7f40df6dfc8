package io.hallmark.tools.ceremony.share;

import com.google.zxing.common.BitMatrix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A share on paper: one page of A4 with what stands on its card, as PDF 1.4 (ISO 32000-1) in the
 * fonts that every printer has. Written by hand, since the libraries for it keep what they write.
 */
public final class ShareSheet {
  private static final int WIDTH = 595;
  private static final int HEIGHT = 842;
  private static final int LEFT = 57;
  private static final int CODE_POINTS = 226;
  private static final int WORD_COLUMNS = 4;
  private static final int WORD_COLUMN = 122;
  private static final int WORD_ROW = 26;

  private final StringBuilder page = new StringBuilder();

  private ShareSheet() {}

  /**
   * The sheet of one share. Secret: the caller wipes it.
   *
   * @param ceremony the name of the ceremony, of which what is not Latin-1 is left out
   * @param note what stands in a bar above all; empty for none
   */
  public static byte[] pdf(ShareCard card, String ceremony, String note) {
    ShareSheet sheet = new ShareSheet();
    sheet.draw(card, ceremony, note);
    return sheet.document();
  }

  private void draw(ShareCard card, String ceremony, String note) {
    if (!note.isEmpty()) {
      page.append(
          String.format(Locale.ROOT, "0.70 0.15 0.12 rg %d 786 482 22 re f 1 1 1 rg\n", LEFT));
      text("F2", 10, LEFT + 8, 793, note);
      page.append("0 0 0 rg\n");
    }
    text("F1", 10, LEFT, 758, "Share of a backup key");
    text("F2", 20, LEFT, 733, ceremony);
    text("F2", 13, LEFT, 702, card.title());
    text("F1", 10, LEFT, 684, card.belonging());
    page.append(String.format(Locale.ROOT, "0.6 w %d 672 m %d 672 l S\n", LEFT, WIDTH - LEFT));
    words(card.words());
    code(QrCode.matrix(card.code()));
    int beside = LEFT + CODE_POINTS + 16;
    text("F1", 10, beside, 452, "The code holds the same words.");
    text("F1", 10, beside, 436, "Type them back now, from this sheet.");
    text("F1", 10, beside, 404, "Keep it sealed, apart from the other shares.");
    text("F1", 10, beside, 388, "Whoever has enough of them has the key.");
    line("Custodian", 190);
    line("Date and signature", 150);
    text(
        "F1",
        8,
        LEFT,
        60,
        "How to restore from it without our program: docs/ceremonies/share-format.md");
  }

  /** Down the columns, as people read lists. */
  private void words(List<String> words) {
    int rows = words.size() / WORD_COLUMNS;
    for (int i = 0; i < words.size(); i++) {
      int x = LEFT + i / rows * WORD_COLUMN;
      int y = 642 - i % rows * WORD_ROW;
      text("F1", 8, x, y, String.format(Locale.ROOT, "%2d", i + 1));
      text("F3", 14, x + 16, y, words.get(i));
    }
  }

  private void code(BitMatrix code) {
    double module = (double) CODE_POINTS / code.getWidth();
    for (int y = 0; y < code.getHeight(); y++) {
      for (int x = 0; x < code.getWidth(); x++) {
        if (code.get(x, y)) {
          page.append(
              String.format(
                  Locale.ROOT,
                  "%.3f %.3f %.3f %.3f re%n",
                  LEFT + x * module,
                  246 + CODE_POINTS - (y + 1) * module,
                  module,
                  module));
        }
      }
    }
    page.append("f\n");
  }

  private void line(String what, int y) {
    text("F1", 9, LEFT, y, what);
    page.append(
        String.format(
            Locale.ROOT, "0.4 w %d %d m %d %d l S\n", LEFT + 96, y - 2, WIDTH - LEFT, y - 2));
  }

  private void text(String font, int size, int x, int y, String text) {
    String latin = text.replaceAll("[^\\x20-\\x7e\\xa0-\\xff]", "");
    String escaped = latin.replaceAll("([\\\\()])", "\\\\$1");
    page.append(
        String.format(
            Locale.ROOT, "BT /%s %d Tf %d %d Td (%s) Tj ET\n", font, size, x, y, escaped));
  }

  private byte[] document() {
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
                .formatted(WIDTH, HEIGHT)
            + " /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>");
    objects.add("<< /Length %d >>\nstream\n%sendstream".formatted(page.length(), page));
    for (String font : List.of("Helvetica", "Helvetica-Bold", "Courier-Bold")) {
      objects.add(
          "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
              .formatted(font));
    }
    StringBuilder out = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.length()));
      out.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
    }
    int start = out.length();
    int count = objects.size() + 1;
    out.append("xref\n0 %d\n%s".formatted(count, table));
    out.append(
        "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(count, start));
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
