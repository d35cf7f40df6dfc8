package io.hallmark.crypto.worker.tokens;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyPurpose;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.hsm.token.Priority;

/**
 * What the client's words are in the token's: the two modules know nothing of each other, so each
 * has its own enumerations, and their constants have the same names.
 */
public final class TokenWords {
  private TokenWords() {}

  public static io.hallmark.hsm.token.SignatureScheme scheme(SignatureScheme scheme) {
    return io.hallmark.hsm.token.SignatureScheme.valueOf(scheme.name());
  }

  public static io.hallmark.hsm.token.KeySpec spec(KeySpec spec) {
    return io.hallmark.hsm.token.KeySpec.valueOf(spec.name());
  }

  public static io.hallmark.hsm.token.KeyPurpose purpose(KeyPurpose purpose) {
    return io.hallmark.hsm.token.KeyPurpose.valueOf(purpose.name());
  }

  /** A handshake waits for a TLS or SESSION signature; an application can wait longer. */
  public static Priority priority(KeyCategory category) {
    return switch (category) {
      // One every few seconds, which under full load would otherwise never have its turn.
      case TLS, AUDIT -> Priority.TLS;
      case SESSION -> Priority.SESSION;
      case APPLICATION -> Priority.APPLICATION;
    };
  }
}
