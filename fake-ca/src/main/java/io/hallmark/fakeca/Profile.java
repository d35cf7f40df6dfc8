package io.hallmark.fakeca;

import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a certificate may be used for. */
public enum Profile {
  /** Either side of mutual TLS: what a gateway needs. */
  TLS_PEER,
  TLS_SERVER,
  TLS_CLIENT;

  ExtendedKeyUsage extendedKeyUsage() {
    KeyPurposeId server = KeyPurposeId.id_kp_serverAuth;
    KeyPurposeId client = KeyPurposeId.id_kp_clientAuth;
    return switch (this) {
      case TLS_PEER -> new ExtendedKeyUsage(new KeyPurposeId[] {server, client});
      case TLS_SERVER -> new ExtendedKeyUsage(server);
      case TLS_CLIENT -> new ExtendedKeyUsage(client);
    };
  }
}
