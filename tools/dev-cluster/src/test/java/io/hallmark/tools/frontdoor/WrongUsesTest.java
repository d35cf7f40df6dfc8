package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.commandline.ExitCode;
import io.hallmark.fakeca.FakeCaProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Whatever is done wrongly with a program, it says what, where, what it expected and what helps.
 */
class WrongUsesTest {
  private static final Path USES = Path.of("src/test/resources/wrong-uses/uses.txt");

  /** All four parts of every error, and nothing between them. */
  private static final String FOUR_PARTS =
      "(?s)(error: [^\\n]+\\n(    [^\\n]*\\n)*"
          + "  where: [^\\n]+\\n(    [^\\n]*\\n)*"
          + "  expected: [^\\n]+\\n(    [^\\n]*\\n)*"
          + "  remedy: [^\\n]+\\n(    [^\\n]*\\n)*)+";

  private static final Map<String, String> FILES =
      Map.of(
          "broken.yaml", "key: 1\n  deeper: [\n",
          "no-hsm.yaml", "requestsInFlightMax: 1\n",
          "crypto-worker.yaml", "hsm: hsm-none.yaml\n",
          "quotas.yaml", "hsm: hsm-none.yaml\ntenants:\n  alice: {keysMax: 0}\n",
          "hsm-bad.yaml", "tokns: []\n",
          "link-manager.yaml", "lane: {windowBytes: 1000}\nreceipts: some\nhellos: {brust: 1}\n",
          "gateway.yaml",
              """
              transport: kqueue
              limits: {connections: 0, handshakes: 0, headerBytes: 1,
                streams: 0, idleTimeout: 2h, resets: -1}
              eventLoops: many
              """,
          "group.yaml", "group: Demo\nroots: []\nendpoints: [x]\n",
          "cluster/cluster.json", "{\"group\":\"g\",\"clusters\":[],\"processes\":[]}",
          "manifest/cluster.json", "[");

  @TempDir static Path dir;
  private static ServerSocket taken;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeFiles() throws Exception {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    fakeCa("create-ca", "--home", dir.resolve("ca").toString());
    fakeCa("create-certificate", "--home", dir + "/ca", "--out", dir.toString(), "leaf");
    forge(dir.resolve("forged.csr"));
  }

  private static void fakeCa(String... arguments) {
    CommandLine line = FakeCaProgram.commandLine().setOut(new PrintWriter(new StringWriter()));
    assertThat(line.execute(arguments)).isZero();
  }

  /** A request whose subject was changed after it was signed. */
  private static void forge(Path file) throws Exception {
    Path key = dir.resolve("forged.key");
    Process openssl =
        new ProcessBuilder(
                "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout KEY"
                    .concat(" -subj /O=Alice -outform DER -out FILE")
                    .replace("KEY", key.toString())
                    .replace("FILE", file.toString())
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    byte[] said = openssl.getInputStream().readAllBytes();
    assertThat(openssl.waitFor())
        .as(new String(said, java.nio.charset.StandardCharsets.UTF_8))
        .isZero();
    byte[] der = Files.readAllBytes(file);
    der[new String(der, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Alice")] = 'B';
    Files.write(file, der);
  }

  @AfterAll
  static void freePort() throws IOException {
    taken.close();
  }

  static Stream<Arguments> uses() throws IOException {
    return Files.readAllLines(USES).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| ", -1))
        .map(part -> Arguments.of(part[0], Integer.parseInt(part[1]), part[2], part[3]));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void wrongUse_isToldInFourPartsWithItsExitCode(
      String program, int code, String arguments, String words) {
    int ended = program(program).execute(filled(arguments).split(" ", -1));

    String errors = withoutTalk(program);
    assertThat(errors).matches(FOUR_PARTS);
    assertThat(errors).contains(filled(words).split(" ; ", -1));
    assertThat(ended).isEqualTo(ExitCode.of(code).code());
    assertThat(out.toString()).isEmpty();
  }

  /** The programs whose wrong uses have tests of their own. */
  @Test
  void everyProgram_hasWrongUsesHere() throws IOException {
    List<String> others = List.of("hsm", "crypto", "ceremony");
    assertThat(uses().map(use -> (String) use.get()[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Programs.all().stream()
                .map(WrongUsesTest::name)
                .filter(name -> !others.contains(name))
                .toList());
  }

  /** What a program says as it goes is no error. */
  private String withoutTalk(String program) {
    return Arrays.stream(err.toString().split("(?<=\\n)", -1))
        .filter(line -> !line.startsWith(program + ": "))
        .collect(Collectors.joining());
  }

  private static String filled(String text) {
    return text.replace("{dir}", dir.toString())
        .replace("{taken}", String.valueOf(taken.getLocalPort()));
  }

  private CommandLine program(String name) {
    return Programs.all().stream()
        .filter(one -> name(one).equals(name))
        .findFirst()
        .orElseThrow()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  private static String name(CommandLine program) {
    return program.getCommandName().substring("hallmark ".length());
  }
}
