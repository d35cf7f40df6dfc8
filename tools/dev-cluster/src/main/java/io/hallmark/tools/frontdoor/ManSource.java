package io.hallmark.tools.frontdoor;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Manual pages in AsciiDoc, as picocli's own generator writes them, from the same texts as the
 * help. The texts are first brought into the form that it expects: a first sentence for the name,
 * examples in a block that nothing is read into, exit codes on every page.
 */
final class ManSource {
  /** So that no synopsis is folded: the generator indents the lines and breaks marked words. */
  private static final int COLUMNS = 4000;

  /** What AsciiDoc reads as more than a text. */
  private static final Pattern MARKUP = Pattern.compile("([*_`#^~+])\\S.*\\1|\\{\\w|<<|::");

  private final UsageMessageSpec usage;
  private final CommandSpec spec;

  private ManSource(CommandSpec spec) {
    this.spec = spec;
    this.usage = spec.usageMessage();
  }

  /**
   * The pages of a program and of all commands below it, by their names, as in {@code
   * hallmark-hsm-check}.
   *
   * @param program changed by this; not to be run any more
   */
  static Map<String, String> of(CommandLine program) {
    List<CommandSpec> all = new ArrayList<>();
    collect(program.getCommandSpec(), all);
    all.forEach(spec -> new ManSource(spec).prepare());
    Map<String, String> pages = new TreeMap<>();
    all.forEach(spec -> pages.put(name(spec), page(spec)));
    return pages;
  }

  private static void collect(CommandSpec spec, List<CommandSpec> all) {
    if (!spec.usageMessage().hidden()) {
      all.add(spec);
      spec.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), all));
    }
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-").replace(' ', '-');
  }

  private static String page(CommandSpec spec) {
    StringWriter page = new StringWriter();
    PrintWriter out = new PrintWriter(page);
    ManPageGenerator.writeSingleManPage(out, spec);
    out.flush();
    // A description of several lines is one paragraph here, not one for each line.
    return page.toString().replaceAll("\\R\\+\\R", "\n  ");
  }

  private void prepare() {
    usage.width(COLUMNS);
    List<String> description = lines(usage.description()).toList();
    usage.header(plain(firstSentence(description)));
    usage.description(description.stream().map(ManSource::plain).toArray(String[]::new));
    exitStatus();
    footer();
  }

  /** That of the nearest command above that says one. */
  private void exitStatus() {
    CommandSpec saying = spec;
    while (saying.usageMessage().exitCodeList().isEmpty() && saying.parent() != null) {
      saying = saying.parent();
    }
    usage.exitCodeListHeading("Exit Status").exitCodeList(saying.usageMessage().exitCodeList());
  }

  private void footer() {
    List<String> above =
        spec.parent() == null ? List.of() : List.of("*" + name(spec.parent()) + "*(1)");
    // The workers' footers have headings within.
    List<String> examples =
        lines(usage.footer())
            .dropWhile(text -> text.isBlank() || text.equals("Examples:"))
            .map(text -> text.replace("%", "%%"))
            .toList();
    List<String> footer = new ArrayList<>();
    if (examples.isEmpty()) {
      usage.footerHeading("See Also");
    } else {
      usage.footerHeading(title(lines(usage.footerHeading()).collect(Collectors.joining())));
      footer.add("....");
      footer.addAll(examples);
      footer.add("....");
      if (!above.isEmpty()) {
        footer.addAll(List.of("", "== See Also", ""));
      }
    }
    footer.addAll(above);
    usage.footer(footer.toArray(String[]::new));
  }

  private static String title(String heading) {
    String text = heading.strip().replaceFirst(":$", "");
    return text.isEmpty()
        ? "Examples"
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String firstSentence(List<String> description) {
    String text =
        description.stream()
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return text.replaceFirst("(?<=[^.])\\. .*|\\.$", "");
  }

  /** Picocli's texts hold formats ({@code %n}, {@code %%}) and more than one line. */
  private static Stream<String> lines(String... texts) {
    return Arrays.stream(texts).flatMap(text -> String.format(text).lines());
  }

  /** A line that is a text for AsciiDoc, too, and no format for picocli. */
  private static String plain(String line) {
    String text = line.strip().replace("%", "%%");
    return MARKUP.matcher(text).find() ? "pass:c[" + text.replace("]", "\\]") + "]" : text;
  }
}
