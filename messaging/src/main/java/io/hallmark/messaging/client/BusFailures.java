package io.hallmark.messaging.client;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Problem;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.topic.TopicCreationException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** What failures of the bus and of configuration mean to the person at the command line. */
public final class BusFailures {
  public static final FailureReader READER = BusFailures::read;

  private BusFailures() {}

  private static Optional<CommandFailure> read(Exception exception) {
    if (exception instanceof ConfigurationException configuration) {
      return Optional.of(new CommandFailure(ExitCode.WRONG_USE, configuration.problems()));
    }
    if (exception instanceof KafkaException) {
      return Optional.of(failed("the bus did not do it: " + exception.getMessage(), exception));
    }
    return exception instanceof BusUnavailableException
            || exception instanceof TopicCreationException
        ? Optional.of(failed(exception.getMessage(), exception))
        : Optional.empty();
  }

  private static CommandFailure failed(String what, Exception exception) {
    return new CommandFailure(
        ExitCode.FAILED,
        Problem.of(what)
            .expecting("brokers that run and allow it")
            .remedy("check --bus, --bus-properties and that its brokers run"),
        exception);
  }
}
