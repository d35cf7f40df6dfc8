package io.hallmark.hsm.pin;

/** A PIN that its reference does not lead to. */
public final class PinUnavailableException extends Exception {
  PinUnavailableException(String message) {
    super(message);
  }

  PinUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
