package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.WireKeyCategory;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Between our values and the wire's, both ways. What a newer program wrote and this one does not
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

  /**
   * A record of {@code crypto.keys} as a value.
   *
   * @throws IllegalArgumentException where a part of it is unknown or malformed
   */
  public static KeyInfo keyInfo(KeyRecord wire) {
    KeyName name = new KeyName(wire.getTenant(), wire.getAlias());
    KeyCategory category =
        category(wire.getCategory()).orElseThrow(() -> unknown(name, "category"));
    KeySpec spec = spec(wire.getSpec()).orElseThrow(() -> unknown(name, "spec"));
    return new KeyInfo(
        name, category, spec, publicKey(name, spec, wire.getPublicKey()), wire.getTokens());
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
    return new KeyPage(
        keys, unreadable, wire.getMore() ? Optional.ofNullable(last) : Optional.empty());
  }

  private static PublicKey publicKey(KeyName name, KeySpec spec, ByteBuffer encoded) {
    byte[] bytes = new byte[encoded.remaining()];
    encoded.duplicate().get(bytes);
    try {
      return KeyFactory.getInstance(algorithm(spec)).generatePublic(new X509EncodedKeySpec(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key " + name + ": its public key is malformed", e);
    }
  }

  private static String algorithm(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_P384 -> "EC";
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
