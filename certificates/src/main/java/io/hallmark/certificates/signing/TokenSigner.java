package io.hallmark.certificates.signing;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;

/** Signs with a key that never leaves its token. The token is the caller's to close. */
public final class TokenSigner implements CertificateSigner {
  private static final String TENANT = "certificates";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Token token;
  private final TokenKey key;

  private TokenSigner(Token token, TokenKey key) {
    this.token = token;
    this.key = key;
  }

  public static TokenSigner of(Token token, TokenKey key) {
    return new TokenSigner(token, key);
  }

  /** The token's name for how an algorithm signs. */
  public static SignatureScheme scheme(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ECDSA_SHA256 -> SignatureScheme.ECDSA_SHA256;
      case ECDSA_SHA384 -> SignatureScheme.ECDSA_SHA384;
      case ECDSA_SHA512 -> SignatureScheme.ECDSA_SHA512;
      case RSA_SHA256 -> SignatureScheme.RSA_PKCS1_SHA256;
      case RSA_SHA384 -> SignatureScheme.RSA_PKCS1_SHA384;
      case RSA_SHA512 -> SignatureScheme.RSA_PKCS1_SHA512;
      case ED25519 -> SignatureScheme.ED25519;
    };
  }

  @Override
  public PublicKey publicKey() {
    return key.publicKey();
  }

  @Override
  public String maker() {
    return "token " + token.name();
  }

  @Override
  public byte[] sign(byte[] content) {
    SignTask task =
        new SignTask(
            TENANT,
            Priority.ADMINISTRATION,
            key.id(),
            scheme(algorithm()),
            ByteBuffer.wrap(content).asReadOnlyBuffer(),
            Clock.systemUTC().instant().plus(TIMEOUT));
    return token.signAndWait(task).fold(new Outcome());
  }

  private final class Outcome implements TokenResult.Cases<TokenSignature, byte[]> {
    @Override
    public byte[] done(TokenSignature signature) {
      return signature.toByteArray();
    }

    @Override
    public byte[] refused(TokenFault fault) {
      throw CertificatesException.refused(message("refuses to sign", fault));
    }

    @Override
    public byte[] unavailable(TokenFault fault, Duration retryAfter) {
      throw CertificatesException.failed(message("cannot sign now", fault));
    }

    private String message(String what, TokenFault fault) {
      return "token \"%s\" %s with key %s (\"%s\"): %s"
          .formatted(token.name(), what, key.id(), key.label(), fault.detail());
    }
  }

  /** The token's and the key's names. */
  @Override
  public String toString() {
    return "TokenSigner[%s, %s]".formatted(token.name(), key.id());
  }
}
