package io.hallmark.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Keys for tests. */
public enum TestKeys {
  P256("secp256r1"),
  P384("secp384r1"),
  P521("secp521r1"),
  RSA_3072("3072"),
  ED25519("");

  private final String parameter;

  TestKeys(String parameter) {
    this.parameter = parameter;
  }

  public KeyPair make() {
    try {
      return switch (this) {
        case P256, P384, P521 -> {
          KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
          keys.initialize(new ECGenParameterSpec(parameter));
          yield keys.generateKeyPair();
        }
        case RSA_3072 -> SlowKeys.next();
        case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair rsaPair(int bits) {
    try {
      return rsa(bits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(bits);
    return keys.generateKeyPair();
  }

  /** RSA keys take seconds to make, so a few do for all tests. */
  private static final class SlowKeys {
    private static final int COUNT = 2;
    private static final List<KeyPair> KEYS =
        Stream.generate(() -> rsaPair(3072)).limit(COUNT).toList();
    private static final AtomicInteger NEXT = new AtomicInteger();

    static KeyPair next() {
      return KEYS.get(NEXT.getAndIncrement() % COUNT);
    }
  }
}
