package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.inspect.NotDoneException;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which key of a token. */
final class KeyChoice {
  @Option(
      names = "--key",
      paramLabel = "LABEL|ID",
      description = "label of the key, or its CKA_ID in hex")
  private String key;

  boolean isGiven() {
    return key != null;
  }

  /** The one key that was named. */
  TokenKey in(Token token) throws CommandFailure {
    List<TokenKey> keys = all(token);
    List<TokenKey> fitting =
        keys.stream().filter(k -> k.label().equals(key) || k.id().toString().equals(key)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    String known =
        keys.isEmpty()
            ? "the token has no key pair with a CKA_ID"
            : "one of "
                + keys.stream()
                    .map(k -> k.id() + " \"" + k.label() + "\"")
                    .collect(Collectors.joining(", "));
    throw new CommandFailure(
        ExitCode.WRONG_USE,
        Problem.of(
                fitting.isEmpty()
                    ? "no key is called \"" + key + "\""
                    : fitting.size() + " keys are called \"" + key + "\"")
            .at("token " + token.name())
            .expecting(known)
            .remedy(
                fitting.isEmpty()
                    ? "a key without a CKA_ID gets one by pkcs11-tool --set-id"
                    : "name it by its id"));
  }

  static List<TokenKey> all(Token token) throws CommandFailure {
    try {
      return NotDoneException.orThrow(token.keys().join());
    } catch (NotDoneException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          Problem.of("its keys could not be listed: " + e.getMessage())
              .at("token " + token.name())
              .expecting("a token that answers")
              .remedy("see 'hallmark hsm check'"),
          e);
    }
  }
}
