package io.hallmark.link.handshake;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.conscrypt.Conscrypt;

/** Which implementation of each primitive this process uses. Loaded once. */
public final class Primitives {
  private static final Provider CONSCRYPT = load();

  private Primitives() {}

  static Provider conscrypt() {
    return CONSCRYPT;
  }

  private static Provider load() {
    try {
      return Conscrypt.newProvider();
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "Conscrypt has no native library for %s on %s; use linux x86_64 or aarch64"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          e);
    }
  }

  /** A line for each primitive, for the log at start-up. */
  public static List<String> loaded() {
    List<String> lines = new ArrayList<>();
    Conscrypt.Version version = Conscrypt.version();
    String conscrypt =
        "Conscrypt %d.%d.%d".formatted(version.major(), version.minor(), version.patch());
    lines.add("X25519: " + conscrypt);
    lines.add("P-256 key agreement: " + conscrypt);
    lines.add("ML-KEM-768: " + conscrypt + ", as HPKE KEM 0x0041 (secret by its exporter)");
    lines.add("signature verification: " + conscrypt);
    lines.add("AES-256-GCM: " + providerOf("AES/GCM/NoPadding"));
    lines.add("HKDF-SHA-256: own, over HMAC of " + hmacProvider());
    return List.copyOf(lines);
  }

  private static String providerOf(String transformation) {
    try {
      return describe(Cipher.getInstance(transformation, "SunJCE").getProvider());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SunJCE " + transformation, e);
    }
  }

  private static String hmacProvider() {
    try {
      return describe(Mac.getInstance("HmacSHA256").getProvider());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA256", e);
    }
  }

  private static String describe(Provider provider) {
    return provider.getName() + " " + provider.getVersionStr();
  }
}
