package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.topic.Cleanup;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue as a Markdown table, for the documents. */
final class TopicTable {
  private static final String HEAD =
      """
      | topic | key → value | cleanup | kept | partitions | written by → read by |
      | --- | --- | --- | --- | --- | --- |
      """;

  private TopicTable() {}

  static String of(List<Topic> topics) {
    return topics.stream().map(TopicTable::row).collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Topic topic) {
    return "| `%s`%s | %s | %s | %s | %d | %s → %s |%n"
        .formatted(
            topic.name(),
            topic.stateful() ? " S" : "",
            topic.contents(),
            topic.cleanup().name().toLowerCase(Locale.ROOT),
            kept(topic),
            topic.partitions(),
            roles(topic.writers()),
            roles(topic.readers()));
  }

  private static String kept(Topic topic) {
    Duration retention = topic.retention();
    if (topic.cleanup() == Cleanup.COMPACT) {
      return "last of each key";
    }
    if (retention.isZero()) {
      return "for ever";
    }
    if (retention.toDays() > 0) {
      return retention.toDays() + " d";
    }
    return retention.toHours() > 0 ? retention.toHours() + " h" : retention.toMinutes() + " min";
  }

  private static String roles(Set<Role> roles) {
    if (roles.size() == Role.values().length) {
      return "all";
    }
    return roles.stream().sorted().map(Role::id).collect(Collectors.joining(", "));
  }
}
