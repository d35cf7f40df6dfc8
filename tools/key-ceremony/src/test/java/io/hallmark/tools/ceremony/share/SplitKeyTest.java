package io.hallmark.tools.ceremony.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SplitKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key = random();

  @Test
  void words_publishedVectors_areThose() throws Exception {
    // https://github.com/trezor/python-mnemonic, vectors.json, those of 256 bits.
    String[][] vectors = {
      {"00", "abandon ".repeat(23) + "art"},
      {
        "7f",
        "legal winner thank year wave sausage worth useful legal winner thank year wave sausage"
            + " worth useful legal winner thank year wave sausage worth title"
      },
      {
        "80",
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount"
            + " doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless"
      },
      {"ff", "zoo ".repeat(23) + "vote"}
    };
    for (String[] vector : vectors) {
      byte[] value = new byte[Share.BYTES];
      java.util.Arrays.fill(value, (byte) Integer.parseInt(vector[0], 16));
      List<String> words = List.of(vector[1].split(" "));
      assertThat(ShareWords.of(value)).isEqualTo(words);
      assertThat(ShareWords.value(words)).isEqualTo(value);
    }
  }

  @Test
  void shares_typedBackFromTheirFirstFourLetters_restore() throws Exception {
    try (SplitKey split = SplitKey.split("backup", key, 2, 3, RANDOM)) {
      Commitments published = Commitments.parse("it", split.commitments().text(Optional.empty()));
      assertThat(published).isEqualTo(split.commitments());
      List<Share> typed = new ArrayList<>();
      for (int index : new int[] {3, 1}) {
        TypedShare rows = new TypedShare();
        for (String row : split.card(index).rows()) {
          rows.add(row.replaceAll("[0-9]+ +", "").replaceAll("(\\w{4})\\w+", "$1").toCharArray());
        }
        typed.add(published.share(index, rows.words()));
        assertThat(split.equal(typed.get(typed.size() - 1))).isTrue();
      }
      assertThat(SplitKey.join(typed)).isEqualTo(key);
      assertThatThrownBy(() -> SplitKey.join(typed.subList(0, 1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void share_swappedOrOfAnotherSetOrMistyped_isNamed() {
    try (SplitKey split = SplitKey.split("backup", key, 2, 3, RANDOM);
        SplitKey other = SplitKey.split("backup", key, 2, 3, RANDOM)) {
      Commitments published = split.commitments();
      assertThatThrownBy(() -> published.share(2, words(split, 3)))
          .hasMessageMatching(
              "these are the words of share 3 \\(commitment begins .{8}\\), not 2 .*");
      assertThatThrownBy(() -> published.share(2, words(other, 2)))
          .hasMessageMatching(".*share 2 \\(commitment begins .{8}\\) is wrong or of another set");
      List<String> swapped = new ArrayList<>(List.of("abandon ".repeat(23).split(" ")));
      swapped.add("abandon");
      assertThatThrownBy(() -> published.share(1, swapped))
          .hasMessageContaining("their checksum is wrong");
      assertThatThrownBy(() -> published.share(1, Collections.nCopies(12, "zoo")))
          .hasMessage("a share has 24 words, 12 were typed");
    }
  }

  @Test
  void row_unknownWordOrWrongCount_isNamedWithoutIt() {
    TypedShare typed = new TypedShare();
    assertThatThrownBy(() -> typed.add("zoo zoo secretword zoo zoo zoo".toCharArray()))
        .hasMessage("word 3 of the row is not in the list of BIP-39");
    assertThatThrownBy(() -> typed.add("zoo zoo".toCharArray()))
        .hasMessage("a row has 6 words, 2 were typed");
    assertThatThrownBy(() -> typed.add("aban zoo zoo zoo zoo aba".toCharArray()))
        .hasMessageContaining("word 6 of the row");
  }

  @Test
  void qrCode_scanned_saysTheShare() throws Exception {
    try (SplitKey split = SplitKey.split("backup", key, 3, 5, RANDOM)) {
      ShareCard card = split.card(4);
      BitMatrix code = QrCode.matrix(card.code());
      int scale = 4;
      int width = code.getWidth() * scale;
      int[] pixels = new int[width * width];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = code.get(i % width / scale, i / width / scale) ? 0 : 0xffffff;
      }
      String read =
          new QRCodeReader()
              .decode(
                  new BinaryBitmap(
                      new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))))
              .getText();
      assertThat(read)
          .isEqualTo(card.code())
          .startsWith("HALLMARK-SHARE/1/")
          .endsWith(String.join(" ", words(split, 4)).toUpperCase(java.util.Locale.ROOT));
      assertThat(card.qrCode()).allMatch(line -> line.length() <= 78).hasSizeLessThan(36);
    }
  }

  @Test
  void secrets_printed_hideThemselves() {
    try (SplitKey split = SplitKey.split("backup", key, 2, 2, RANDOM)) {
      String first = words(split, 1).get(0);
      assertThat(split + " " + split.card(1)).doesNotContain(first).contains("hidden");
    }
  }

  private static List<String> words(SplitKey split, int index) {
    String code = split.card(index).code();
    return List.of(
        code.substring(code.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT).split(" "));
  }

  private static byte[] random() {
    byte[] key = new byte[Share.BYTES];
    RANDOM.nextBytes(key);
    return key;
  }
}
