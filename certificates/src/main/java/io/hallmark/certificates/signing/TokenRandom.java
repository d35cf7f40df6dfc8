package io.hallmark.certificates.signing;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** A token's generator; the JVM's where the token has none to offer. */
public final class TokenRandom implements SerialNumber.RandomSource {
  private static final String TENANT = "certificates";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Token token;

  public TokenRandom(Token token) {
    this.token = token;
  }

  @Override
  public byte[] bytes(int count) {
    return token
        .random(TENANT, count, Clock.systemUTC().instant().plus(TIMEOUT))
        .join()
        .fold(new Outcome(count));
  }

  private final class Outcome implements TokenResult.Cases<Octets, byte[]> {
    private final int count;

    Outcome(int count) {
      this.count = count;
    }

    @Override
    public byte[] done(Octets random) {
      return random.toByteArray();
    }

    /** It does not have any, and will not: RFC 5280 asks for no particular generator. */
    @Override
    public byte[] refused(TokenFault fault) {
      byte[] bytes = new byte[count];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }

    @Override
    public byte[] unavailable(TokenFault fault, Duration retryAfter) {
      throw CertificatesException.failed(
          "token \"%s\" has no random bytes now: %s".formatted(token.name(), fault.detail()));
    }
  }
}
