package io.hallmark.hsm.pin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.TokenInit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A heap dump, garbage included, of a JVM that has logged in and signed holds no PIN. A secret that
 * it does keep is found in the same dump by the same search, in every encoding.
 */
class PinHeapTest {
  private static final String ROOM = PinUser.class.getName();

  /** In memory characters are UTF-16 or Latin-1, which for digits is UTF-8 too. */
  private static final Map<String, Charset> ENCODINGS =
      Map.of("UTF-16BE", UTF_16BE, "UTF-16LE", UTF_16LE, "Latin-1 and UTF-8", ISO_8859_1);

  @TempDir Path directory;
  private String pin;
  private String control;

  @BeforeEach
  void makeToken() throws Exception {
    pin = digits();
    control = digits();
    secretFile("pin.txt", pin);
    secretFile("control.txt", control);
    Path configuration = SoftHsm.configure(directory);
    try (Pin officer = Pin.of("87654321".toCharArray());
        Pin user = Pin.of(pin.toCharArray())) {
      TokenInit.initialise(
          SoftHsm.module(), SoftHsm.environment(configuration), "heap", officer, user);
    }
  }

  private void secretFile(String name, String content) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String digits() {
    return new SecureRandom()
        .ints(24, 0, 10)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining());
  }

  private Path hsmFile(String... sources) throws IOException {
    StringBuilder text = new StringBuilder("tokens:\n");
    for (int i = 0; i < sources.length; i++) {
      text.append(
          """
            - name: heap-%d
              module: %s
              token: { label: heap }
              pin: %s
              environment: { SOFTHSM2_CONF: softhsm2.conf }
          """
              .formatted(i, SoftHsm.module(), sources[i]));
    }
    return Files.writeString(directory.resolve("hsm.yaml"), text);
  }

  private List<String> command(Path hsmFile) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        ROOM,
        hsmFile.toString(),
        directory.resolve("control.txt").toString(),
        directory.resolve("heap.hprof").toString());
  }

  private ProcessBuilder prepared(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put(CredentialPin.DIRECTORY_VARIABLE, directory.toString());
    return builder;
  }

  @Test
  void heap_pinFromFileCredentialAndCommand_holdsNone() throws Exception {
    Path file =
        hsmFile(
            "{ file: pin.txt }",
            "{ credential: pin.txt }",
            "{ command: [cat, %s] }".formatted(directory.resolve("pin.txt")));
    Path output = directory.resolve("output.txt");
    Process process = prepared(command(file)).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("signed 3");
    assertHeapHoldsOnlyTheControl();
  }

  @Test
  void heap_pinTyped_holdsNoneAndTheTerminalShowedNone() throws Exception {
    Path file = hsmFile("{ prompt: PIN of the test token }");
    String line = command(file).stream().collect(Collectors.joining("' '", "'", "'"));
    Process process = prepared(List.of("script", "-qec", line, "/dev/null")).start();
    try {
      InputStream screen = process.getInputStream();
      String shown = readUntil(screen, "PIN of the test token: ");
      process.getOutputStream().write((pin + "\n").getBytes(ISO_8859_1));
      process.getOutputStream().flush();
      shown += readUntil(screen, "signed 1");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(shown).doesNotContain(pin);
      assertHeapHoldsOnlyTheControl();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String readUntil(InputStream in, String awaited) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(awaited) < 0) {
      int next = in.read();
      assertThat(next).as("the screen ended, having shown: %s", seen).isNotEqualTo(-1);
      seen.append((char) next);
    }
    return seen.toString();
  }

  private void assertHeapHoldsOnlyTheControl() throws IOException {
    byte[] heap = Files.readAllBytes(directory.resolve("heap.hprof"));
    List<String> found = new ArrayList<>();
    ENCODINGS.forEach(
        (name, charset) -> {
          if (contains(heap, pin.getBytes(charset))) {
            found.add("the PIN as " + name);
          }
          if (!contains(heap, control.getBytes(charset))) {
            found.add("no control as " + name);
          }
        });
    assertThat(found).isEmpty();
  }

  private static boolean contains(byte[] heap, byte[] wanted) {
    for (int at = 0; at <= heap.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && heap[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
