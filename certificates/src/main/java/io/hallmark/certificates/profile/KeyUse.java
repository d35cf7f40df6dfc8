package io.hallmark.certificates.profile;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a key may be used for (RFC 5280 section 4.2.1.3). */
public enum KeyUse {
  DIGITAL_SIGNATURE("digitalSignature", KeyUsage.digitalSignature),
  NON_REPUDIATION("nonRepudiation", KeyUsage.nonRepudiation),
  KEY_ENCIPHERMENT("keyEncipherment", KeyUsage.keyEncipherment),
  DATA_ENCIPHERMENT("dataEncipherment", KeyUsage.dataEncipherment),
  KEY_AGREEMENT("keyAgreement", KeyUsage.keyAgreement),
  KEY_CERT_SIGN("keyCertSign", KeyUsage.keyCertSign),
  CRL_SIGN("cRLSign", KeyUsage.cRLSign),
  ENCIPHER_ONLY("encipherOnly", KeyUsage.encipherOnly),
  DECIPHER_ONLY("decipherOnly", KeyUsage.decipherOnly);

  private final String text;
  private final int bit;

  KeyUse(String text, int bit) {
    this.text = text;
    this.bit = bit;
  }

  /** As RFC 5280 spells it. */
  public String text() {
    return text;
  }

  /** By the name that RFC 5280 gives it. */
  public static Optional<KeyUse> parse(String text) {
    return Arrays.stream(values()).filter(use -> use.text.equals(text)).findFirst();
  }

  public static KeyUsage asn1(Set<KeyUse> uses) {
    return new KeyUsage(uses.stream().mapToInt(use -> use.bit).reduce(0, (a, b) -> a | b));
  }

  public static Set<KeyUse> of(KeyUsage usage) {
    Set<KeyUse> uses = new TreeSet<>();
    for (KeyUse use : values()) {
      if (usage.hasUsages(use.bit)) {
        uses.add(use);
      }
    }
    return uses;
  }

  @Override
  public String toString() {
    return text;
  }
}
