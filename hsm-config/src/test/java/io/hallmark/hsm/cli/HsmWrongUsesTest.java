package io.hallmark.hsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.softhsm.SoftHsmFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error of {@code hallmark hsm} says what, where, what was expected and what to do. */
class HsmWrongUsesTest {
  /** Some talk, then one error or several, each with all four parts. */
  private static final String SHAPE =
      "(?s)([a-z][^\\n]*\\n)*?(error: [^\\n]+\\n(    [^\\n]+\\n)*"
          + "  where: [^\\n]+\\n  expected: [^\\n]+\\n  remedy: [^\\n]+\\n)+";

  private static final String FILE =
      """
      tokens:
        - name: main
          module: %s
          token: { label: %s }
          pin: { %s }
          environment: { SOFTHSM2_CONF: softhsm2.conf }
      """;

  @TempDir static Path folder;
  private static String module;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeFiles() throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(folder);
    softHsm.init("alice");
    module = softHsm.module().toString();
    file("good", module, "alice", "file: pin.txt");
    file("wrong-pin", module, "alice", "file: wrong.txt");
    file("no-pin", module, "alice", "file: nowhere.txt");
    file("loose-pin", module, "alice", "file: loose.txt");
    file("empty-variable", module, "alice", "env: HALLMARK_NO_SUCH_VARIABLE");
    file("failing-command", module, "alice", "command: [\"false\"]");
    file("two-lines", module, "alice", "file: two-lines.txt");
    file("pin-folder", module, "alice", "file: folder");
    file("no-command", module, "alice", "command: [/no/such/program]");
    file("no-token", module, "nobody", "file: pin.txt");
    file("no-module", "/no/such/module.so", "alice", "file: pin.txt");
    file("other-module", "wrong.txt", "alice", "file: pin.txt");
    write("two-lines.txt", "998877\n# the PIN\n");
    Files.createDirectory(folder.resolve("folder"));
    write("tabs.yaml", "tokens:\n\t- name: x\n");
    write("control.yaml", "tokens:\n  - name: x\u0000\n");
    write("not-yaml.yaml", "tokens: [\n");
    write("unknown-keys.yaml", "tokens:\n  - nmae: main\n    lanes: 0\n");
    write("other.yaml", "- 1\n");
    write("wrong.txt", "998877");
    write("no.pem", "no certificate");
    write("there.yaml", "");
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("loose.txt"), "1"),
        PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  private static void file(String name, String library, String label, String pin) throws Exception {
    write(name + ".yaml", FILE.formatted(library, label, pin));
  }

  private static void write(String name, String content) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "frobnicate, 2, frobnicate",
    "check, 2, FILE",
    "check --fiel x, 2, --fiel",
    "check @/a @/b, 2, too many",
    "check /no/such.yaml, 2, /no/such.yaml",
    "check @/not-yaml.yaml, 2, not-yaml.yaml:",
    "check @/other.yaml, 2, other.yaml:",
    "check @/unknown-keys.yaml, 2, nmae",
    "check @/folder, 2, is a folder",
    "check @/tabs.yaml, 2, tabs.yaml:2:1",
    "check @/control.yaml, 2, control.yaml:2:",
    "check /dev/zero, 2, longer than",
    "check @/a\u001b[31m.yaml, 2, a\\u001b[31m.yaml",
    "check @/good.yaml --token other, 2, other",
    "keys @/wrong-pin.yaml, 2, PIN is incorrect",
    "keys @/no-pin.yaml, 2, nowhere.txt",
    "keys @/two-lines.yaml, 2, more than one line",
    "keys @/pin-folder.yaml, 2, is a folder",
    "keys @/no-pin.yaml, 2, no-pin.yaml:5:10",
    "keys @/loose-pin.yaml, 2, loose.txt",
    "keys @/empty-variable.yaml, 2, HALLMARK_NO_SUCH_VARIABLE",
    "keys @/failing-command.yaml, 2, false",
    "keys @/no-command.yaml, 2, /no/such/program",
    "keys @/no-token.yaml, 2, nobody",
    "keys @/no-module.yaml, 2, /no/such/module.so",
    "keys @/other-module.yaml, 2, wrong.txt",
    "slots, 2, --module",
    "slots --hsm @/good.yaml --module MODULE, 2, --hsm",
    "slots --hsm @/unknown-keys.yaml, 2, nmae",
    "mechanisms --module MODULE, 2, --label",
    "slots --module /no/such.so, 2, /no/such.so",
    "mechanisms --module MODULE --env SOFTHSM2_CONF=@/softhsm2.conf --label nobody, 2, nobody",
    "mechanisms --module MODULE --label x --env nonsense, 2, --env",
    "init, 2, DEVICE",
    "init toaster @/new.yaml, 2, toaster",
    "init luna @/there.yaml, 3, there.yaml",
    "init luna @/there.yaml/new.yaml, 2, where a folder is needed",
    "init softhsm @/there.yaml, 3, there.yaml",
    "init-token --module MODULE --label bob --so-pin-file /no/so --pin-file /no/pin, 2, /no/so",
    "init-token --module MODULE --label bob, 2, --so-pin-file",
    "adopt @/good.yaml, 2, --key",
    "adopt @/good.yaml --key nobody, 2, nobody",
    "adopt @/good.yaml --key nobody --certificate /no/such.pem, 2, /no/such.pem",
    "adopt @/good.yaml --key nobody --certificate @/no.pem, 2, no.pem",
    "bench @/good.yaml --threads 0, 2, threads",
    "bench @/good.yaml --threads 1000, 2, 1000",
    "bench @/good.yaml --scheme md5, 2, md5",
    "bench @/good.yaml --key nobody, 2, nobody",
    "schema extra, 2, extra"
  })
  void wrongUse_ofAnyKind_hasTheShapeAndItsExitCode(String arguments, int code, String names) {
    String[] words = arguments.replace("@", folder.toString()).replace("MODULE", module).split(" ");
    int ended =
        HsmProgram.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    assertThat(ended).as(err.toString()).isEqualTo(code);
    assertThat(err.toString()).matches(SHAPE).contains(names).doesNotContain("998877");
    assertThat(out.toString()).isEmpty();
  }
}
