package io.hallmark.tools.broker;

/** The broker did not start; the message says why and what to do. */
public final class BrokerStartException extends RuntimeException {
  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
