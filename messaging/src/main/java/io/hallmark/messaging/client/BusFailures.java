package io.hallmark.messaging.client;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Problem;
import io.hallmark.messaging.config.ConfigurationException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** What failures of the bus and of configuration mean to the person at the command line. */
public final class BusFailures {
  public static final FailureReader READER = BusFailures::read;

  private BusFailures() {}

  private static Optional<CommandFailure> read(Exception exception) {
    if (exception instanceof ConfigurationException configuration) {
      return Optional.of(
          configuration.faults().isEmpty()
              ? new CommandFailure(
                  ExitCode.WRONG_USE, Problem.of(exception.getMessage()), exception)
              : FailureReader.faults(configuration.faults()));
    }
    return exception instanceof KafkaException
        ? Optional.of(
            new CommandFailure(
                ExitCode.FAILED,
                Problem.of("the bus did not do it: " + exception.getMessage())
                    .remedy("check --bus, --bus-properties and that its brokers run"),
                exception))
        : Optional.empty();
  }
}
