package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code kafka-setup table}. */
@Command(
    name = "table",
    description = "Prints the topics as a Markdown table, for the documents. Needs no bus.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark kafka-setup table > topics.md")
final class TableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(TopicTable.of(TopicCatalogue.all()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
