package io.hallmark.crypto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says without a bus. */
class CryptoProgramTest {
  /** Nobody listens there. */
  private static final String NO_BUS = "127.0.0.1:1";

  /** One error or several, each with all four parts. */
  private static final String SHAPE =
      "(?s)(error: [^\\n]+\\n(    [^\\n]+\\n)*"
          + "  where: [^\\n]+\\n  expected: [^\\n]+\\n  remedy: [^\\n]+\\n)+";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keys generate",
        "keys get",
        "keys list",
        "keys attach",
        "keys rotate",
        "keys disable",
        "keys enable",
        "keys delete",
        "keys undelete",
        "keys wrapping",
        "keys wrapping create",
        "keys wrapping rotate",
        "keys wrapping retire",
        "keys wrapping list",
        "tokens",
        "capabilities",
        "csr",
        "sign",
        "batch",
        "derive",
        "random",
        "verify",
        "load",
        "policy show",
        "policy set",
        "approve",
        "audit verify",
        "audit show",
        "audit export"
      })
  void help_ofEveryCommand_hasExamples(String command) {
    assertThat(run((command + " --help").strip().split(" "))).isZero();

    assertThat(out.toString().substring(out.toString().indexOf("Examples:")).lines())
        .anyMatch(line -> line.startsWith("  hallmark crypto " + command))
        .noneMatch(line -> line.contains("  crypto ") || line.contains("| crypto "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keys",
        "keys wrapping",
        "keys delete alice/edge --wait soon -k 127.0.0.1:1",
        "keys attach alice/edge --chain /does/not/exist -k 127.0.0.1:1",
        "frobnicate",
        "keys get alice/edge --no-such-option -k 127.0.0.1:1",
        "keys get alice/edge alice/other -k 127.0.0.1:1",
        "keys get alice/edge",
        "keys attach alice/edge --chain /dev/null -k 127.0.0.1:1",
        "keys list -k 127.0.0.1:1 --bus-properties /does/not/exist",
        "policy set alice/edge --burst 3 -k 127.0.0.1:1",
        "audit verify",
        "audit verify --in /does/not/exist",
        "audit verify --in /dev/null --head nonsense",
        "verify --public-key /dev/null --scheme ecdsa_sha256 --in /dev/null --signature /dev/null",
        "verify --public-key /none --scheme ecdsa_sha256 --in /dev/null --signature /dev/null",
        "verify alice/edge --scheme ecdsa_sha256 --in /dev/null --signature /dev/null",
        "keys get alice -k 127.0.0.1:1",
        "keys get Alice/edge -k 127.0.0.1:1",
        "keys generate alice/edge --category none --spec ec_p256 -k 127.0.0.1:1",
        "sign alice/edge --scheme ecdsa_sha256 --in /does/not/exist -k 127.0.0.1:1",
        "keys get alice/edge -k 127.0.0.1:1 --timeout 0",
        "batch alice/edge --scheme ecdsa_sha256 -k 127.0.0.1:1",
        "batch alice/edge --scheme ecdsa_sha256 -k 127.0.0.1:1 /does/not/exist",
        "batch alice/edge --scheme ecdsa_sha256 --out-dir /tmp/none -k 127.0.0.1:1 /dev/null /dev/null",
        "random --bytes 0 -k 127.0.0.1:1",
        "random --bytes 4097 -k 127.0.0.1:1",
        "random --bytes 8 --hex --base64 -k 127.0.0.1:1",
        "derive alice/edge --peer /dev/null --out /tmp/none -k 127.0.0.1:1",
        "load --tenant alice --key edge --rate 0 --seconds 1 -k 127.0.0.1:1",
        "load --tenant alice --key edge --rate 1 --seconds 0 -k 127.0.0.1:1",
      })
  void misuse_isExitCode2(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).matches(SHAPE);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void csr_fileExists_isRefusedAndLeavesIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("alice.csr.pem"), "mine");

    assertThat(
            run("csr", "alice/edge", "--subject", "CN=a", "--out", file.toString(), "-k", NO_BUS))
        .isEqualTo(3);
    assertThat(err.toString()).matches(SHAPE).contains("exists and is not overwritten");
    assertThat(file).hasContent("mine");
  }

  @Test
  void get_busAway_isExitCode1AndSaysSo() {
    assertThat(run("keys", "get", "alice/edge", "-k", NO_BUS, "--timeout", "1")).isEqualTo(1);
    assertThat(err.toString())
        .matches(SHAPE)
        .contains("key alice/edge: the bus was not ready within 1 s");
  }

  @Test
  void auditExport_busAway_leavesNoHalfTrail(@TempDir Path folder) {
    Path trail = folder.resolve("trail.jsonl");

    assertThat(run("audit", "export", "--out", trail.toString(), "-k", NO_BUS, "--timeout", "1"))
        .isEqualTo(1);

    assertThat(trail).doesNotExist();
  }

  private int run(String... arguments) {
    return CryptoProgram.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
