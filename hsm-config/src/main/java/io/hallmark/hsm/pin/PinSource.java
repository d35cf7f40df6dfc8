package io.hallmark.hsm.pin;

/**
 * Where a PIN is to be had. A reference, never the PIN; immutable and safe to log, but for {@link
 * HeldPin}, which holds one and hides it.
 */
public sealed interface PinSource
    permits FilePin, EnvironmentPin, CredentialPin, CommandPin, TypedPin, HeldPin {
  /** Reads the PIN anew; the caller closes it as soon as it is used. */
  Pin read() throws PinUnavailableException;
}
