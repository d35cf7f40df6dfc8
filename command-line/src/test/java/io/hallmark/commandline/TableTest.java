package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  private static List<String> lines(Table table, Terminal terminal) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out), terminal);
    return out.toString().lines().toList();
  }

  private static Table sample() {
    return new Table("NAME", "COUNT", "STATE")
        .right("COUNT")
        .row("first", 7, Tone.GOOD.of("ready"))
        .row("another one that is quite long, longer than it should be", 1234, "-");
  }

  @Test
  void print_headingsOfTwoWords_giveWayBeforeWordsOfTheRows() {
    StringWriter out = new StringWriter();
    new Table("SCHEME", "P99.9 µs", "MAX µs")
        .row("ECDSA_SHA256", 562687, 562687)
        .print(new PrintWriter(out), new Terminal(28, false));
    assertThat(out.toString().lines())
        .containsExactly(
            "SCHEME        P99.9   MAX µs", "              µs", "ECDSA_SHA256  562687  562687");
  }

  @Test
  void print_narrowTerminal_breaksNoWordWhereTextsCanGiveWay() {
    StringWriter out = new StringWriter();
    new Table("NAME", "SIZES", "ABOUT")
        .row("CKM_RSA_PKCS_KEY_PAIR_GEN", "512-16384", "makes pairs of keys, and more")
        .print(new PrintWriter(out), new Terminal(50, false));
    assertThat(out.toString().lines())
        .containsExactly(
            "NAME                       SIZES      ABOUT",
            "CKM_RSA_PKCS_KEY_PAIR_GEN  512-16384  makes pairs",
            "                                      of keys, and",
            "                                      more");
  }

  @Test
  void print_toAFile_foldsAndColoursNothing() {
    assertThat(lines(sample(), Terminal.NONE))
        .containsExactly(
            "NAME                                                      COUNT  STATE",
            "first                                                         7  ready",
            "another one that is quite long, longer than it should be   1234  -");
  }

  @Test
  void print_narrowTerminal_foldsTheWidestColumn() {
    List<String> lines = lines(sample(), new Terminal(40, false));
    assertThat(lines).allMatch(line -> line.length() <= 40);
    assertThat(lines.subList(2, lines.size()))
        .containsExactly(
            "another one that is quite    1234  -", "long, longer than it", "should be");
  }

  @Test
  void print_colouredTerminal_coloursTheTextAndKeepsTheColumns() {
    List<String> lines = lines(sample(), new Terminal(200, true));
    assertThat(lines.get(1)).contains("\u001b[32mready\u001b[0m");
    assertThat(lines.get(1).replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo("first                                                         7  ready");
  }

  @Test
  void mayColour_noColorOrDumb_isNo() {
    assertThat(Terminal.mayColour(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.mayColour(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.mayColour(Map.of("NO_COLOR", "", "TERM", "xterm"))).isTrue();
  }
}
