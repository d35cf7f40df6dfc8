package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.file.Engine;
import java.util.List;
import java.util.stream.Collectors;

/** What engine sunpkcs11 does not do although the token could. */
final class EngineLimits {
  static final String NOT_BY_IT = "not by engine sunpkcs11";
  static final String OTHER = "use engine cryptoki, which is the default";

  private static final int KEYS_NAMED_MAX = 5;

  private EngineLimits() {}

  /** Nothing where the engine has no limits of its own. */
  static List<Requirement> of(Engine engine, CryptokiSession session) throws CryptokiException {
    return engine == Engine.SUNPKCS11
        ? List.of(
            Requirement.advice(
                "engine",
                "sunpkcs11: does not log in again by itself, signs no digests that others made",
                OTHER),
            keys(KeyReport.all(session)))
        : List.of();
  }

  /** Wrapped keys are of no use to it. */
  static Requirement wrapping(Engine engine, Requirement byTheToken) {
    return engine == Engine.SUNPKCS11 && byTheToken.result() == Requirement.Result.MET
        ? Requirement.advice(
            byTheToken.name(),
            byTheToken.found() + "; engine sunpkcs11 signs with keys in the token alone",
            OTHER)
        : byTheToken;
  }

  /** The provider shows a key by its certificate. */
  static Requirement keys(List<KeyReport> keys) {
    List<KeyReport> hidden = keys.stream().filter(key -> key.certificates() == 0).toList();
    if (hidden.isEmpty()) {
      return Requirement.met(
          "keys", keys.isEmpty() ? "none yet" : keys.size() + ", each with a certificate");
    }
    String named =
        hidden.stream()
            .limit(KEYS_NAMED_MAX)
            .map(key -> "%s \"%s\"".formatted(key.id().isEmpty() ? "-" : key.id(), key.label()))
            .collect(Collectors.joining(", "));
    return Requirement.advice(
        "keys",
        "%d of %d have no certificate, so that engine sunpkcs11 does not see them: %s%s"
            .formatted(
                hidden.size(), keys.size(), named, hidden.size() > KEYS_NAMED_MAX ? ", …" : ""),
        "hallmark hsm adopt FILE --key ID, or " + OTHER);
  }
}
