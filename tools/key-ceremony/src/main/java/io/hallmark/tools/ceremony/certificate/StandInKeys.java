package io.hallmark.tools.ceremony.certificate;

import io.hallmark.hsm.token.KeySpec;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Public keys that stand for those a plan is yet to make: of the planned type, each another one.
 * Confined to one thread.
 */
final class StandInKeys {
  private static final BigInteger FIRST_EXPONENT = BigInteger.valueOf(65_537);
  private static final Properties MODULI = moduli();

  private final Map<String, PublicKey> keys = new HashMap<>();

  StandInKeys(Plan plan) {
    for (Step step : plan.steps()) {
      if (step instanceof Step.GenerateKey made) {
        keys.put(made.key(), key(made.spec()));
      }
    }
  }

  /** A key that the token holds before could be of any type, so it is taken for a good one. */
  PublicKey of(String label) {
    return keys.computeIfAbsent(label, unknown -> key(KeySpec.EC_P256));
  }

  private PublicKey key(KeySpec spec) {
    try {
      return switch (spec) {
        case EC_P256 -> ec("secp256r1");
        case EC_P384 -> ec("secp384r1");
        case EC_P521 -> ec("secp521r1");
        case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        case RSA_2048 -> rsa("2048");
        case RSA_3072 -> rsa("3072");
        case RSA_4096 -> rsa("4096");
        default -> throw new IllegalStateException("no plan makes keys " + spec);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no keys " + spec, e);
    }
  }

  private static PublicKey ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic();
  }

  /** Making one takes seconds, so the modulus is a kept one and the exponent another each time. */
  private PublicKey rsa(String bits) throws GeneralSecurityException {
    BigInteger exponent = FIRST_EXPONENT.add(BigInteger.valueOf(2L * keys.size()));
    BigInteger modulus = new BigInteger(MODULI.getProperty(bits), 16);
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  private static Properties moduli() {
    try (InputStream in = StandInKeys.class.getResourceAsStream("moduli.properties")) {
      Properties moduli = new Properties();
      moduli.load(in);
      return moduli;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
