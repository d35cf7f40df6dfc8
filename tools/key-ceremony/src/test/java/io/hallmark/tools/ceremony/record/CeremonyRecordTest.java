package io.hallmark.tools.ceremony.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the record of the sample in the documents, as text and, where it can, as A4 pages. */
class CeremonyRecordTest {
  private static final Path RECORD = Path.of("../../docs/ceremonies/rehearsal/record.html");
  private static final List<String> VOID = List.of("meta");

  @TempDir Path directory;

  @Test
  void record_anyMachine_needsNoOtherFile() throws Exception {
    assertThat(Files.readString(RECORD))
        .doesNotContain("src=", "href=", "url(", "http:", "https:", "<script", "@import");
  }

  @Test
  void record_markup_closesWhatItOpens() throws Exception {
    Deque<String> open = new ArrayDeque<>();
    Matcher tags = Pattern.compile("<(/?)([a-z0-9]+)[^>]*>").matcher(Files.readString(RECORD));
    while (tags.find()) {
      if (tags.group(1).isEmpty() && !VOID.contains(tags.group(2))) {
        open.push(tags.group(2));
      } else if (!tags.group(1).isEmpty()) {
        assertThat(tags.group(2)).isEqualTo(open.pop());
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void record_forPeople_hasWordsOfTheLastHashAndPlacesToSign() throws Exception {
    String record = Files.readString(RECORD);
    assertThat(record)
        .contains("size: A4", "The last hash of the transcript", "class=\"pen\"")
        .contains("Operator", "Witness", "Custodian of PIN part 2", "REHEARSAL");
    assertThat(record.split("<li>", -1)).hasSize(49);
  }

  @Test
  void record_printed_isA4OfAFewPages() throws Exception {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium here, so the record is not printed");
    Path printed = directory.resolve("record.pdf");
    Process print =
        new ProcessBuilder(
                chromium.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--user-data-dir=" + directory.resolve("profile"),
                "--print-to-pdf=" + printed,
                RECORD.toAbsolutePath().normalize().toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromium.log").toFile())
            .start();
    try {
      assertThat(print.waitFor(2, TimeUnit.MINUTES)).as("printed in time").isTrue();
    } finally {
      print.destroyForcibly();
    }
    assertThat(pages(printed)).isBetween(3L, 12L);
  }

  /** Pages of 210 by 297 mm, which is 595 by 842 points. */
  private static long pages(Path pdf) throws IOException {
    String content = Files.readString(pdf, StandardCharsets.ISO_8859_1);
    return Pattern.compile("/MediaBox \\[0 0 59[45][.0-9]* 84[12][.0-9]*\\]")
        .matcher(content)
        .results()
        .count();
  }
}
