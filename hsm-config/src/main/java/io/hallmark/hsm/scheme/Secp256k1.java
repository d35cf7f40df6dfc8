package io.hallmark.hsm.scheme;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The curve secp256k1, which neither the JDK 17 nor Conscrypt computes on; Bouncy Castle FIPS does,
 * unless the process is in approved-only mode, since no FIPS publication approves the curve. Loaded
 * when first needed. Safe for concurrent use.
 */
public final class Secp256k1 {
  private static final Logger LOG = LoggerFactory.getLogger(Secp256k1.class);

  /** The field's prime (SEC 2 section 2.4.1): 2^256 - 2^32 - 977. */
  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf((1L << 32) + 977));

  private Secp256k1() {}

  /** A provider that computes on it, where there is one. */
  public static Optional<Provider> provider() {
    return Lazy.PROVIDER;
  }

  /** Whether the key is on this curve. */
  public static boolean has(Key key) {
    return key instanceof ECKey ec
        && ec.getParams().getCurve().getField() instanceof ECFieldFp field
        && field.getP().equals(PRIME);
  }

  private static final class Lazy {
    /** The generator itself as a public key: whoever takes it knows the curve. */
    private static final byte[] GENERATOR = Curve.SECP256K1.subjectPublicKeyInfo(point());

    private static final Optional<Provider> PROVIDER = load();

    private static byte[] point() {
      return HexFormat.of()
          .parseHex(
              "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                  + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
    }

    private static Optional<Provider> load() {
      try {
        Provider provider = new BouncyCastleFipsProvider();
        PublicKey unused =
            KeyFactory.getInstance("EC", provider)
                .generatePublic(new X509EncodedKeySpec(GENERATOR));
        return Optional.of(provider);
      } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
        LOG.info(
            "keys on secp256k1 are not used, since nothing here verifies them: {}", e.toString());
        return Optional.empty();
      }
    }
  }
}
