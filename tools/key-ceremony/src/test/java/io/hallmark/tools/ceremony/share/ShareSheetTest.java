package io.hallmark.tools.ceremony.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShareSheetTest {
  @Test
  void sheet_ofAShare_hasItsWordsItsCodeAndWhereItBelongs() {
    try (SplitKey split =
        SplitKey.split("backup", new byte[Share.BYTES], 2, 3, new SecureRandom())) {
      ShareCard card = split.card(2);
      String pdf = text(card, "Root (2026), «Zürich» \u4e2d", "");
      for (String word : card.words()) {
        assertThat(pdf).contains("(" + word + ") Tj");
      }
      assertThat(pdf)
          .contains("(Share 2 of 3)", "Root \\(2026\\), «Zürich» ", split.commitments().set().id())
          .doesNotContain("REHEARSAL");
      assertThat(text(card, "Root", "REHEARSAL: void")).contains("(REHEARSAL: void) Tj");
      long dark = QrCode.matrix(card.code()).getEnclosingRectangle()[2];
      assertThat(dark).isPositive();
      assertThat(pdf.lines().filter(line -> line.endsWith(" re")).count()).isGreaterThan(300);
    }
  }

  /** Each place in the table of a PDF must be where its object begins. */
  @Test
  void sheet_asPdf_hasATableThatIsRight() {
    try (SplitKey split =
        SplitKey.split("backup", new byte[Share.BYTES], 2, 2, new SecureRandom())) {
      String pdf = text(split.card(1), "Root", "note");
      int start = Integer.parseInt(pdf.replaceFirst("(?s).*startxref\n(\\d+)\n.*", "$1"));
      assertThat(pdf.substring(start)).startsWith("xref\n0 8\n");
      Matcher places = Pattern.compile("(\\d{10}) 00000 n ").matcher(pdf);
      List<Integer> found = places.results().map(place -> Integer.valueOf(place.group(1))).toList();
      assertThat(found).hasSize(7);
      for (int i = 0; i < found.size(); i++) {
        assertThat(pdf.substring(found.get(i))).startsWith((i + 1) + " 0 obj\n");
      }
      Matcher stream =
          Pattern.compile("/Length (\\d+) >>\nstream\n(.*)endstream", Pattern.DOTALL).matcher(pdf);
      assertThat(stream.find()).isTrue();
      assertThat(stream.group(2)).hasSize(Integer.parseInt(stream.group(1)));
    }
  }

  private static String text(ShareCard card, String ceremony, String note) {
    return new String(ShareSheet.pdf(card, ceremony, note), StandardCharsets.ISO_8859_1);
  }
}
