package io.hallmark.tools.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's loggers to warnings, unless a log configuration names them: at INFO one start of
 * the server prints a thousand lines.
 */
final class BrokerLogs {
  private static final List<String> KAFKA_LOGGERS =
      List.of("kafka", "org.apache.kafka", "state.change.logger");

  private BrokerLogs() {}

  static void quieten() {
    for (String name : KAFKA_LOGGERS) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
        logger.setLevel(Level.WARN);
      }
    }
  }
}
