package io.hallmark.gateway;

/** Why a gateway does not start: its message says what is wrong and what to do. */
public final class GatewayFault extends IllegalArgumentException {
  public GatewayFault(String message) {
    super(message);
  }

  public GatewayFault(String message, Throwable cause) {
    super(message, cause);
  }
}
