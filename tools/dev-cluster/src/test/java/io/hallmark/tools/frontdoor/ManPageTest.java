package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManPageTest {
  private static final String SOURCE =
      """
      // tag::picocli-generated-full-manpage[]
      :doctype: manpage
      :manmanual: Hallmark Manual
      :mansource: sample 1.0
      = sample-go(1)

      == Name

      sample-go - goes

      == Synopsis

      *sample go* [*-v*] [*--bus*=_HOST:PORT[,...]_]... _PER_SECOND_

      == Description

      .hidden files count; a * stays, and so do a_b_c and
      pass:c[*these* and [those\\]].

      A second paragraph.

      == Options

      *-v*, *--verbose*::
        tells
        more

      xref:sample-go-far.adoc[*far*]::
        goes far

      ==  Examples:

      [%hardbreaks]
      ....
        go 'there' \\
            *now*
      ....
      """;

  @Test
  void of_everyConstruct_becomesTheMacrosOfMan() {
    assertThat(ManPage.of(SOURCE).lines())
        .containsExactly(
            ".TH \"SAMPLE\\-GO\" 1 \"\" \"sample 1.0\" \"Hallmark Manual\"",
            ".nh",
            ".ad l",
            ".SH NAME",
            "sample\\-go \\- goes",
            ".SH SYNOPSIS",
            "\\fBsample go\\fR [\\fB\\-v\\fR] [\\fB\\-\\-bus\\fR=\\fIHOST:PORT[,...]\\fR]..."
                + " \\fIPER_SECOND\\fR",
            ".SH DESCRIPTION",
            "\\&.hidden files count; a * stays, and so do a_b_c and",
            "*these* and [those].",
            ".PP",
            "A second paragraph.",
            ".SH OPTIONS",
            ".TP",
            "\\fB\\-v\\fR, \\fB\\-\\-verbose\\fR",
            "tells",
            "more",
            ".TP",
            "\\fBsample\\-go\\-far\\fR(1)",
            "goes far",
            ".SH EXAMPLES:",
            ".nf",
            "  go \\(aqthere\\(aq \\e",
            "      *now*",
            ".fi");
  }
}
