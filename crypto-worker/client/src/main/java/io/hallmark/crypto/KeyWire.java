package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.EarlierKeyRecord;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** From records of {@code crypto.keys} to our values. */
public final class KeyWire {
  private KeyWire() {}

  /**
   * A record of {@code crypto.keys} as a value.
   *
   * @throws IllegalArgumentException where a part of it is unknown or malformed
   */
  public static KeyInfo keyInfo(KeyRecord wire) {
    KeyName name = new KeyName(wire.getTenant(), wire.getAlias());
    KeyCategory category =
        CryptoWire.category(wire.getCategory()).orElseThrow(() -> unknown(name, "category"));
    KeySpec spec = CryptoWire.spec(wire.getSpec()).orElseThrow(() -> unknown(name, "spec"));
    return new KeyInfo(
        name,
        category,
        spec,
        publicKey(name, spec, wire.getPublicKey()),
        wire.getTokens(),
        CryptoWire.purpose(wire.getPurpose()).orElseThrow(() -> unknown(name, "purpose")),
        wire.getWrapped() == null ? KeyStorage.RESIDENT : KeyStorage.WRAPPED,
        life(name, wire),
        wire.getCertificates().stream().map(der -> certificate(name, der)).toList(),
        new KeyHistory(
            wire.getVersion(),
            wire.getEarlier().stream().map(earlier -> earlier(name, spec, earlier)).toList()));
  }

  /**
   * The page in a worker's reply.
   *
   * @throws IllegalArgumentException where a key's name is malformed
   */
  public static KeyPage keyPage(KeyReply wire) {
    List<KeyInfo> keys = new ArrayList<>();
    List<KeyName> unreadable = new ArrayList<>();
    KeyName last = null;
    for (KeyRecord key : wire.getKeys()) {
      last = new KeyName(key.getTenant(), key.getAlias());
      try {
        keys.add(keyInfo(key));
      } catch (IllegalArgumentException e) {
        // One key of a kind that came later must not hide all the others.
        unreadable.add(last);
      }
    }
    if (wire.getAfter() != null) {
      last = KeyName.parse(wire.getAfter());
    }
    return new KeyPage(
        keys, unreadable, wire.getMore() ? Optional.ofNullable(last) : Optional.empty());
  }

  /**
   * An X.509 certificate.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static X509Certificate certificate(KeyName name, ByteBuffer der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(CryptoWire.bytes(der)));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("key " + name + ": a certificate is malformed", e);
    }
  }

  private static KeyLife life(KeyName name, KeyRecord wire) {
    KeyState state = CryptoWire.state(wire.getState()).orElseThrow(() -> unknown(name, "state"));
    return new KeyLife(
        state,
        Instant.ofEpochMilli(wire.getCreatedAt()),
        Optional.ofNullable(wire.getDeletionAt()).map(Instant::ofEpochMilli));
  }

  private static KeyHistory.Earlier earlier(KeyName name, KeySpec spec, EarlierKeyRecord wire) {
    return new KeyHistory.Earlier(
        wire.getVersion(),
        publicKey(name, spec, wire.getPublicKey()),
        Instant.ofEpochMilli(wire.getRetiredAt()));
  }

  /** SubjectPublicKeyInfo (RFC 5480) of a point on secp256k1 begins so. */
  private static final byte[] KOBLITZ_PREFIX =
      HexFormat.of().parseHex("3056301006072a8648ce3d020106052b8104000a03420004");

  /** The key, where it is on secp256k1, which the platform's providers do not parse. */
  public static Optional<PublicKey> koblitzKey(byte[] encoded) {
    int prefix = KOBLITZ_PREFIX.length;
    return encoded.length == prefix + 64
            && Arrays.equals(encoded, 0, prefix, KOBLITZ_PREFIX, 0, prefix)
        ? Optional.of(new EncodedPublicKey("EC", encoded))
        : Optional.empty();
  }

  /**
   * A public key of this kind.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static PublicKey publicKey(KeyName name, KeySpec spec, ByteBuffer encoded) {
    byte[] bytes = CryptoWire.bytes(encoded);
    if (spec == KeySpec.EC_SECP256K1) {
      return new EncodedPublicKey("EC", bytes);
    }
    try {
      return KeyFactory.getInstance(algorithm(spec)).generatePublic(new X509EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key " + name + ": its public key is malformed", e);
    }
  }

  private static String algorithm(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_P384, EC_P521, EC_SECP256K1 -> "EC";
      case RSA_2048, RSA_3072, RSA_4096 -> "RSA";
      case ED25519 -> "Ed25519";
    };
  }

  private static IllegalArgumentException unknown(KeyName name, String what) {
    return new IllegalArgumentException(
        "key %s: its %s is not known to this version; it was written by a newer one"
            .formatted(name, what));
  }
}
