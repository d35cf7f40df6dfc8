package io.hallmark.hsm.pin;

/** Where a PIN is to be had. A reference, never the PIN. Immutable, safe to log. */
public sealed interface PinSource permits FilePin, EnvironmentPin, HeldPin {
  /** Reads the PIN anew; the caller closes it as soon as it is used. */
  Pin read() throws PinUnavailableException;
}
