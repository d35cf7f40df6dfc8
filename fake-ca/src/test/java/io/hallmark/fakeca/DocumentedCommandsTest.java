package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/certificates.md do what it says, one after the other, as typed. */
final class DocumentedCommandsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "certificates.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void commands_ofTheDocument_allSucceed() throws Exception {
    StringBuilder script = new StringBuilder("set -e\n");
    script.append("hallmark() { shift; \"$JAVA\" -XX:TieredStopAtLevel=1 -Xshare:auto");
    script.append(" io.hallmark.fakeca.FakeCaProgram \"$@\"; }\n");
    Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
    while (blocks.find()) {
      script.append(blocks.group(1));
    }
    Path file = Files.writeString(folder.resolve("commands.sh"), script);
    ProcessBuilder bash =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    bash.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
    bash.environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Process process = bash.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("localhost.cert.pem: OK", "robot.cert.pem: OK", "verify OK");
  }
}
