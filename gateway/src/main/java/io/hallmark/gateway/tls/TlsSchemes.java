package io.hallmark.gateway.tls;

import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_ECDSA_SECP256R1_SHA256;
import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_ECDSA_SECP384R1_SHA384;
import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_ED25519;
import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_RSA_PSS_RSAE_SHA256;
import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_RSA_PSS_RSAE_SHA384;
import static io.netty.handler.ssl.OpenSslAsyncPrivateKeyMethod.SSL_SIGN_RSA_PSS_RSAE_SHA512;

import io.hallmark.crypto.SignatureScheme;
import java.util.Map;
import java.util.Optional;

/** TLS 1.3 signature schemes (RFC 8446 section 4.2.3) in our words. */
final class TlsSchemes {
  private static final Map<Integer, SignatureScheme> BY_CODE =
      Map.of(
          SSL_SIGN_ECDSA_SECP256R1_SHA256, SignatureScheme.ECDSA_SHA256,
          SSL_SIGN_ECDSA_SECP384R1_SHA384, SignatureScheme.ECDSA_SHA384,
          SSL_SIGN_ED25519, SignatureScheme.ED25519,
          SSL_SIGN_RSA_PSS_RSAE_SHA256, SignatureScheme.RSA_PSS_SHA256,
          SSL_SIGN_RSA_PSS_RSAE_SHA384, SignatureScheme.RSA_PSS_SHA384,
          SSL_SIGN_RSA_PSS_RSAE_SHA512, SignatureScheme.RSA_PSS_SHA512);

  private TlsSchemes() {}

  /** The scheme for BoringSSL's code; none for what TLS 1.3 does not sign with. */
  static Optional<SignatureScheme> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
