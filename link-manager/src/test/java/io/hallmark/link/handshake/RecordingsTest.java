package io.hallmark.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingsTest {
  static List<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(RecordingsTest.class.getResource("/handshakes").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void replay_recordedHandshake_endsAsRecorded(Path file) throws IOException {
    Recording recording = Recording.read(file);

    assertThat(recording.replay()).isEqualTo(recording.texts().get("expect"));
  }

  @Test
  void recordings_coverBothSidesAndEverySuite() throws Exception {
    List<String> names = files().stream().map(file -> file.getFileName().toString()).toList();

    for (String suite : List.of("x25519mlkem768", "p256", "p256mlkem768")) {
      assertThat(names)
          .contains("initiator-" + suite + "-none.txt", "responder-" + suite + "-none.txt");
    }
  }
}
