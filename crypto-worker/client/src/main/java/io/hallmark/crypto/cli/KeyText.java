package io.hallmark.crypto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.crypto.KeyHistory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyState;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keys as commands print them. Pure. */
final class KeyText {
  private static final String[] HEADING = {"KEY", "CATEGORY", "KIND", "STORAGE", "STATE", "TOKENS"};
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyText() {}

  static String pem(KeyInfo key) {
    return pem(key.publicKey());
  }

  /** Lines for a person, the public key at their end; tools that read PEM skip what is before. */
  static String lines(KeyInfo key) {
    return """
        key       %s
        category  %s
        kind      %s
        purpose   %s
        storage   %s
        state     %s
        version   %d
        tokens    %s
        chain     %d certificates
        %s"""
        .formatted(
            key.name(),
            key.category().id(),
            key.spec(),
            key.purpose().name().toLowerCase(Locale.ROOT),
            key.storage().id(),
            state(key),
            key.history().version(),
            String.join(", ", key.tokens()),
            key.certificates().size(),
            pem(key).stripTrailing());
  }

  static Table table(List<KeyInfo> keys) {
    Table table = new Table(HEADING);
    for (KeyInfo key : keys) {
      boolean usable = key.life().state() == KeyState.ENABLED;
      table.row(
          key.name(),
          key.category().id(),
          key.spec(),
          key.storage().id(),
          (usable ? Tone.GOOD : Tone.WARNING).of(key.life().state()),
          String.join(", ", key.tokens()));
    }
    return table;
  }

  static String header() {
    return row((Object[]) HEADING);
  }

  /** One line of a table. */
  static String row(KeyInfo key) {
    return row(
        key.name().toString(),
        key.category().id(),
        key.spec().name(),
        key.storage().id(),
        key.life().state().name(),
        String.join(", ", key.tokens()));
  }

  /** One JSON object on one line. */
  static String json(KeyInfo key) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("tenant", key.name().tenant());
    all.put("alias", key.name().alias());
    all.put("category", key.category().name());
    all.put("spec", key.spec().name());
    all.put("purpose", key.purpose().name());
    all.put("storage", key.storage().name());
    all.put("state", key.life().state().name());
    all.put("createdAt", key.life().createdAt().toString());
    key.life().deletionAt().ifPresent(at -> all.put("deletionAt", at.toString()));
    all.put("tokens", key.tokens());
    all.put("version", key.history().version());
    all.put("publicKey", pem(key));
    all.put("earlier", key.history().earlier().stream().map(KeyText::earlier).toList());
    all.put("certificates", key.certificates().stream().map(KeyText::pem).toList());
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  private static String state(KeyInfo key) {
    Optional<Instant> end = key.life().deletionAt();
    return key.life().state() + end.map(at -> ", will be destroyed at " + at).orElse("");
  }

  private static Map<String, Object> earlier(KeyHistory.Earlier key) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", key.version());
    all.put("retiredAt", key.retiredAt().toString());
    all.put("publicKey", pem(key.publicKey()));
    return all;
  }

  private static String pem(PublicKey key) {
    return Pem.write("PUBLIC KEY", key.getEncoded());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.write("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be encoded", e);
    }
  }

  private static String row(Object... cells) {
    return "%-40s %-11s %-12s %-8s %-16s %s".formatted(cells);
  }
}
