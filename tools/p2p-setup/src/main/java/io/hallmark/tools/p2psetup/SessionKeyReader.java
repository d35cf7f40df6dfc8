package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.SessionKey;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** A session key in a YAML file: {@code publicKey} or {@code publicKeyFile}, and {@code scheme}. */
final class SessionKeyReader {
  private SessionKeyReader() {}

  static Optional<SessionKey> read(Keys map) {
    Optional<PublicKey> key =
        map.either("publicKey", "publicKeyFile")
            .flatMap(
                name ->
                    map.required(
                        name,
                        name.equals("publicKey")
                            ? PemText::publicKey
                            : PemText.publicKeyIn(map.folder())));
    boolean named = map.has("scheme");
    Optional<WireSignatureScheme> scheme =
        key.flatMap(found -> scheme(map, SessionSchemes.of(found)));
    if (key.isEmpty() && named) {
      // Without the key nobody can say which schemes fit, so any name of one will do.
      map.required("scheme", Values::scheme);
    }
    return key.isPresent() && scheme.isPresent()
        ? Optional.of(SessionKey.of(scheme.get(), key.get()))
        : Optional.empty();
  }

  private static Optional<WireSignatureScheme> scheme(Keys map, List<WireSignatureScheme> fitting) {
    if (fitting.isEmpty()) {
      map.fault(
          map.has("publicKey") ? "publicKey" : "publicKeyFile",
          "of a kind that signs no sessions",
          "an EC key on P-256 or P-384, Ed25519, or RSA with at least 3072 bits");
      map.optional("scheme", text -> text, "");
      return Optional.empty();
    }
    return map.optional(
        "scheme",
        text ->
            fitting.stream()
                .filter(scheme -> scheme.name().equals(text))
                .findFirst()
                .orElseThrow(
                    () -> new IllegalArgumentException("one that fits the key: " + fitting)),
        fitting.get(0));
  }
}
