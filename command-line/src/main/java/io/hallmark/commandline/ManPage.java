package io.hallmark.commandline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Manual pages, section 1, in the macros of man(7), written from what picocli knows of a command:
 * the same words as its help. Picocli's own generator writes AsciiDoc, which takes a Ruby to turn
 * into a page.
 */
public final class ManPage {
  private final CommandSpec spec;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec spec) {
    this.spec = spec;
  }

  /** The pages of a program and of all commands below it, by the names of their files. */
  public static Map<String, String> of(CommandLine program) {
    Map<String, String> pages = new TreeMap<>();
    add(program.getCommandSpec(), pages);
    return pages;
  }

  private static void add(CommandSpec spec, Map<String, String> pages) {
    if (spec.usageMessage().hidden()) {
      return;
    }
    pages.put(name(spec) + ".1", new ManPage(spec).write());
    spec.subcommands().values().forEach(sub -> add(sub.getCommandSpec(), pages));
  }

  /** {@code hallmark-hsm-slots}. */
  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-").replace(' ', '-');
  }

  private String write() {
    line(".TH \"" + escaped(name(spec).toUpperCase(Locale.ROOT)) + "\" 1 \"\" Hallmark Hallmark");
    section("NAME");
    line(escaped(name(spec)) + " \\- " + escaped(firstSentence(spec)));
    section("SYNOPSIS");
    Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    asItIs(Arrays.asList(help.synopsis(0).split("\\R")));
    section("DESCRIPTION");
    paragraphs(spec.usageMessage().description());
    arguments();
    options();
    commands();
    exitStatus();
    footer();
    seeAlso();
    return page.toString();
  }

  private void arguments() {
    List<PositionalParamSpec> shown =
        spec.positionalParameters().stream().filter(arg -> !arg.hidden()).toList();
    if (!shown.isEmpty()) {
      section("ARGUMENTS");
      shown.forEach(arg -> tagged("\\fI" + escaped(arg.paramLabel()) + "\\fR", arg.description()));
    }
  }

  private void options() {
    List<OptionSpec> shown = spec.options().stream().filter(option -> !option.hidden()).toList();
    if (!shown.isEmpty()) {
      section("OPTIONS");
      for (OptionSpec option : shown) {
        String names =
            Arrays.stream(option.names())
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        boolean bare = option.arity().max() == 0;
        String value = bare ? "" : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
        tagged(names + value, option.description());
      }
    }
  }

  private void commands() {
    List<CommandSpec> shown =
        spec.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(sub -> !sub.usageMessage().hidden())
            .toList();
    if (!shown.isEmpty()) {
      section("COMMANDS");
      shown.forEach(sub -> tagged("\\fB" + escaped(name(sub)) + "\\fR(1)", firstSentence(sub)));
    }
  }

  /** That of the nearest command above that says one. */
  private void exitStatus() {
    CommandSpec saying = spec;
    while (saying.usageMessage().exitCodeList().isEmpty() && saying.parent() != null) {
      saying = saying.parent();
    }
    Map<String, String> codes = saying.usageMessage().exitCodeList();
    if (!codes.isEmpty()) {
      section("EXIT STATUS");
      codes.forEach((code, meaning) -> tagged("\\fB" + code + "\\fR", meaning));
    }
  }

  private void footer() {
    String[] footer = spec.usageMessage().footer();
    if (footer.length > 0) {
      section("EXAMPLES AND NOTES");
      asItIs(Arrays.stream(footer).flatMap(ManPage::lines).toList());
    }
  }

  private void seeAlso() {
    CommandSpec parent = spec.parent();
    if (parent != null) {
      section("SEE ALSO");
      line("\\fB" + escaped(name(parent)) + "\\fR(1)");
    }
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void tagged(String tag, String... description) {
    line(".TP");
    line(tag);
    String text = inALine(description);
    line(text.isEmpty() ? "\\&" : escaped(text));
  }

  private void paragraphs(String... description) {
    for (String text : description) {
      lines(text).forEach(part -> line(part.isBlank() ? ".PP" : escaped(part)));
    }
  }

  private void asItIs(List<String> lines) {
    line(".nf");
    lines.forEach(text -> line(escaped(text)));
    line(".fi");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String inALine(String... description) {
    return Arrays.stream(description)
        .flatMap(ManPage::lines)
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String firstSentence(CommandSpec spec) {
    return inALine(spec.usageMessage().description()).replaceFirst("(?<=[^.])\\. .*|\\.$", "");
  }

  /** Picocli's texts hold formats ({@code %n}, {@code %%}) and more than one line. */
  private static Stream<String> lines(String text) {
    return String.format(text).lines();
  }

  /** Hyphens that are to be copied, backslashes, and dots that would start a request. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
