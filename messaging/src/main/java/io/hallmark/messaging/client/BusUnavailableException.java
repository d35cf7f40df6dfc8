package io.hallmark.messaging.client;

/** No broker answered. Asking again later may help. */
public final class BusUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BusUnavailableException(String what, Throwable cause) {
    super("bus: %s could not be had: %s".formatted(what, cause), cause);
  }
}
