package io.hallmark.tools.ceremony.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/ceremonies/share-format.md} to the code, and to a program that is not ours. */
class ShareFormatDocumentTest {
  private static final Path PAGE = Path.of("../../docs/ceremonies/share-format.md");
  private static final String KEY =
      "01080f161d242b323940474e555c636a71787f868d949ba2a9b0b7bec5ccd3da";

  @TempDir Path directory;

  @Test
  void workedExample_asWritten_restoresItsKey() throws Exception {
    Commitments commitments = Commitments.parse("the page", block("json", ""));
    List<Share> shares = new ArrayList<>();
    for (String line : block("", "1 quit").lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      shares.add(commitments.share(Integer.parseInt(words.get(0)), words.subList(1, words.size())));
    }
    assertThat(shares).hasSize(3);
    assertThat(HexFormat.of().formatHex(SplitKey.join(shares))).isEqualTo(KEY);
    assertThat(Files.readString(PAGE)).contains("key `" + KEY + "`");
    assertThat(block("", "share 1 of 5"))
        .isEqualTo(
            card(commitments, shares.get(0)).heading()
                + "\n"
                + String.join("\n", card(commitments, shares.get(0)).rows())
                + "\n");
  }

  @Test
  void python_ofThePage_restoresTheSameKey() throws Exception {
    assumeTrue(python(), "python3 is not installed, so the page's program is not run");
    Path program = directory.resolve("restore.py");
    Files.writeString(program, block("python", ""));
    Path commitments = directory.resolve("commitments.json");
    Files.writeString(commitments, block("json", ""));
    Path shares = directory.resolve("shares.txt");
    Files.writeString(shares, block("", "1 quit"));
    Process run =
        new ProcessBuilder(
                "python3",
                program.toString(),
                Path.of("src/main/resources/io/hallmark/tools/ceremony/plan/bip39-english.txt")
                    .toString(),
                commitments.toString())
            .redirectInput(shares.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).isEqualTo(KEY + "\n");
  }

  private static ShareCard card(Commitments commitments, Share share) {
    return new ShareCard(
        share.set(),
        share.index(),
        ShareWords.of(share.value()),
        commitments.each().get(share.index() - 1).beginning());
  }

  private static boolean python() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (java.io.IOException e) {
      return false; // Not installed.
    }
  }

  private static String block(String language, String beginning) throws Exception {
    Matcher block =
        Pattern.compile("(?m)^```" + language + "\n((?s:" + Pattern.quote(beginning) + ".*?))^```")
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).as("block of %s beginning %s", language, beginning).isTrue();
    return block.group(1);
  }
}
