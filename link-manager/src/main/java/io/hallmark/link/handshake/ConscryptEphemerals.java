package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import io.hallmark.link.handshake.Suite.Curve;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Fresh secrets from Conscrypt (BoringSSL); nonces from the given source. */
final class ConscryptEphemerals implements Ephemerals {
  private final SecureRandom random;

  ConscryptEphemerals(SecureRandom random) {
    this.random = requireNonNull(random, "random");
  }

  @Override
  public byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public DhKey dhKey(Curve curve) {
    return switch (curve) {
      case X25519 -> X25519Key.generate();
      case P256 -> P256Key.generate();
    };
  }

  @Override
  public KemKey kemKey() {
    return MlKem768Key.generate();
  }

  @Override
  public Encapsulation encapsulate(byte[] kemKey) throws GeneralSecurityException {
    return MlKem768Key.encapsulate(kemKey);
  }
}
