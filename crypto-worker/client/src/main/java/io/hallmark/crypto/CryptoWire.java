package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeyPurpose;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import io.hallmark.messaging.wire.crypto.WireKeyStorage;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Between our words and the wire's, both ways. What a newer program wrote and this one does not
 * know is empty, never a wrong value.
 */
public final class CryptoWire {
  private CryptoWire() {}

  public static WireSignatureScheme wire(SignatureScheme scheme) {
    return WireSignatureScheme.valueOf(scheme.name());
  }

  public static WireKeyCategory wire(KeyCategory category) {
    return WireKeyCategory.valueOf(category.name());
  }

  public static WireKeySpec wire(KeySpec spec) {
    return WireKeySpec.valueOf(spec.name());
  }

  public static WireKeyState wire(KeyState state) {
    return WireKeyState.valueOf(state.name());
  }

  public static WireKeyStorage wire(KeyStorage storage) {
    return WireKeyStorage.valueOf(storage.name());
  }

  public static Optional<SignatureScheme> scheme(WireSignatureScheme wire) {
    return wire == WireSignatureScheme.UNKNOWN
        ? Optional.empty()
        : Optional.of(SignatureScheme.valueOf(wire.name()));
  }

  public static Optional<KeyCategory> category(WireKeyCategory wire) {
    return wire == WireKeyCategory.UNKNOWN
        ? Optional.empty()
        : Optional.of(KeyCategory.valueOf(wire.name()));
  }

  public static Optional<KeySpec> spec(WireKeySpec wire) {
    return wire == WireKeySpec.UNKNOWN
        ? Optional.empty()
        : Optional.of(KeySpec.valueOf(wire.name()));
  }

  public static Optional<KeyState> state(WireKeyState wire) {
    return wire == WireKeyState.UNKNOWN
        ? Optional.empty()
        : Optional.of(KeyState.valueOf(wire.name()));
  }

  public static Optional<KeyStorage> storage(WireKeyStorage wire) {
    return wire == WireKeyStorage.UNKNOWN
        ? Optional.empty()
        : Optional.of(KeyStorage.valueOf(wire.name()));
  }

  public static WireKeyPurpose wire(KeyPurpose purpose) {
    return WireKeyPurpose.valueOf(purpose.name());
  }

  public static Optional<KeyPurpose> purpose(WireKeyPurpose wire) {
    return wire == WireKeyPurpose.UNKNOWN
        ? Optional.empty()
        : Optional.of(KeyPurpose.valueOf(wire.name()));
  }

  /** A copy of what remains; the buffer's position stays. */
  public static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
