package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static Blocks sample() {
    return new Blocks()
        .block("alice")
        .line(Tone.GOOD.of("✓"), "login", "logged in", "")
        .line(
            Tone.BAD.of("✗"), "sessions", "4 at most, 17 wanted", "set lanes to 3 or less, please")
        .block("bob")
        .line("login", "0123456789012345678901234567890123456789");
  }

  private static List<String> lines(Terminal terminal) {
    StringWriter out = new StringWriter();
    sample().print(new PrintWriter(out), terminal);
    return out.toString().lines().toList();
  }

  @Test
  void print_toAFile_isALineForEachValueAndForEachNote() {
    assertThat(lines(Terminal.NONE))
        .containsExactly(
            "alice",
            "  ✓ login     logged in",
            "  ✗ sessions  4 at most, 17 wanted",
            "              → set lanes to 3 or less, please",
            "",
            "bob",
            "    login     0123456789012345678901234567890123456789");
  }

  @Test
  void print_narrowTerminal_foldsValuesAndNotesBelowThemselves() {
    assertThat(lines(new Terminal(40, false)))
        .allMatch(line -> line.length() <= 40)
        .contains(
            "              → set lanes to 3 or less,",
            "                please",
            "    login     01234567890123456789012345",
            "              67890123456789");
  }

  @Test
  void print_colouredTerminal_coloursTheMarksAndKeepsTheColumns() {
    assertThat(lines(new Terminal(80, true)).get(1))
        .isEqualTo("  \u001b[32m✓\u001b[0m login     logged in");
  }
}
