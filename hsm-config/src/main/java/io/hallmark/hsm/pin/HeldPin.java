package io.hallmark.hsm.pin;

import java.util.Arrays;

/**
 * A PIN that a person typed, held in memory until it is closed and wiped. It never prints itself.
 * Safe for concurrent use.
 */
public final class HeldPin implements PinSource, AutoCloseable {
  private final byte[] utf8;
  private boolean closed; // guarded by this

  private HeldPin(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Holds a copy of {@code pin}; closing {@code pin} is left to the caller. */
  public static HeldPin copyOf(Pin pin) {
    return new HeldPin(pin.copyUtf8());
  }

  @Override
  public synchronized Pin read() throws PinUnavailableException {
    if (closed) {
      throw new PinUnavailableException("the PIN that was typed is wiped; type it again");
    }
    return Pin.takeUtf8(utf8.clone());
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "HeldPin[hidden]";
  }
}
