package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void of_controlCharacters_areShownAndNotObeyed() {
    assertThat(Printable.of("a\u001b[31mb\tc\u202ed")).isEqualTo("a\\u001b[31mb\\u0009c\\u202ed");
    assertThat(Printable.of("zwölf ✓\nnext")).isEqualTo("zwölf ✓\nnext");
    assertThat(Printable.line("two\r\nlines")).isEqualTo("two lines");
  }

  @Test
  void problem_valueThatLooksLikeAProblem_staysOne() {
    StringWriter err = new StringWriter();
    Problem.of("label is \"x\nerror: another\"").print(new PrintWriter(err));
    assertThat(err.toString().lines())
        .containsExactly("error: label is \"x", "    error: another\"");
  }

  @Test
  void cell_labelWithAnEscape_isOneHarmlessLine() {
    assertThat(Tone.PLAIN.of("tok\u001b[2Jen\nb").text()).isEqualTo("tok\\u001b[2Jen b");
  }
}
