package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;

/** What a token answers, where a ceremony has no use for anything but success. */
final class TokenAnswer {
  private TokenAnswer() {}

  /** The value, or a stop that says {@code what} and the token's reason. */
  static <T> T value(TokenResult<T> result, String what) throws StoppedException {
    if (result instanceof TokenResult.Done<T> done) {
      return done.value();
    }
    TokenFault fault =
        result instanceof TokenResult.Refused<T> refused
            ? refused.fault()
            : ((TokenResult.Unavailable<T>) result).fault();
    throw StoppedException.failed(
        Problem.of(what + ": " + fault.detail()).remedy("look at the token, then resume"));
  }

  /** A key as messages name it. */
  static String named(String label, KeyId id) {
    return "a key labelled \"%s\" with CKA_ID %s".formatted(label, id);
  }
}
