package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** The second reader of all that a fake CA makes. */
final class Openssl {
  private Openssl() {}

  /** What it prints; it must end well. */
  static String run(Object... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("openssl"), Arrays.stream(arguments).map(String::valueOf))
                    .toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
