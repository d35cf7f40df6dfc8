package io.hallmark.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The second reader of all that we make. */
public final class Openssl {
  private Openssl() {}

  /** What it prints; it must end well. */
  public static String run(Object... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("openssl"), Arrays.stream(arguments).map(String::valueOf))
                    .toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", List.of(output))).isZero();
    return output;
  }

  public static Path write(Path folder, String name, X509Certificate... certificates)
      throws Exception {
    return Files.writeString(folder.resolve(name), Pem.certificates(List.of(certificates)));
  }
}
