package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.lane.KeyObjects;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A private key in a token, with the attributes that decide how safe it is.
 *
 * @param id CKA_ID in hex; empty where it has none
 * @param kind as in {@code ec-p256}; {@code other} where it is none of ours
 * @param alwaysSensitive since it was made (CKA_ALWAYS_SENSITIVE)
 * @param neverExtractable since it was made (CKA_NEVER_EXTRACTABLE)
 * @param uses what it may be used for
 * @param certificates how many lie beside it
 * @param warnings what is wrong with it, worst first
 */
public record KeyReport(
    String id,
    String label,
    String kind,
    boolean sensitive,
    boolean alwaysSensitive,
    boolean extractable,
    boolean neverExtractable,
    boolean madeHere,
    boolean asksPinAlways,
    List<String> uses,
    int certificates,
    List<String> warnings) {
  private static final int KEYS_MAX = 10_000;
  private static final int CERTIFICATES_MAX = 16;

  public KeyReport {
    uses = List.copyOf(uses);
    warnings = List.copyOf(warnings);
  }

  /** Whether it can leave the token, in clear or wrapped. */
  public boolean isExposed() {
    return !sensitive || extractable;
  }

  /** What the token says of how it is kept, in words. */
  public List<String> protection() {
    List<String> words = new ArrayList<>();
    words.add(alwaysSensitive ? "always sensitive" : sensitive ? "sensitive" : "not sensitive");
    words.add(
        neverExtractable
            ? "never extractable"
            : extractable ? "extractable" : "not extractable by now");
    words.add(madeHere ? "made in this token" : "made elsewhere");
    if (asksPinAlways) {
      words.add("asks for its PIN at each use");
    }
    return words;
  }

  /** Of all private keys that lie in the token; the session is logged in. */
  public static List<KeyReport> all(CryptokiSession session) throws CryptokiException {
    List<KeyReport> reports = new ArrayList<>();
    Template keys = new Template().add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY).add(Ck.CKA_TOKEN, true);
    for (long handle : session.find(keys, KEYS_MAX)) {
      reports.add(read(session, handle));
    }
    return reports;
  }

  private static KeyReport read(CryptokiSession session, long handle) throws CryptokiException {
    byte[] id = session.attribute(handle, Ck.CKA_ID).orElse(new byte[0]);
    boolean named = id.length >= 1 && id.length <= 64;
    Optional<TokenKey> key =
        named ? KeyObjects.read(session, handle, KeyId.of(id)) : Optional.empty();
    int certificates = named ? certificates(session, id) : 0;
    return new KeyReport(
        HexFormat.of().formatHex(id),
        session
            .attribute(handle, Ck.CKA_LABEL)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse(""),
        key.map(k -> k.spec().name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse("other"),
        session.flag(handle, Ck.CKA_SENSITIVE),
        session.flag(handle, Ck.CKA_ALWAYS_SENSITIVE),
        session.flag(handle, Ck.CKA_EXTRACTABLE),
        session.flag(handle, Ck.CKA_NEVER_EXTRACTABLE),
        session.flag(handle, Ck.CKA_LOCAL),
        session.flag(handle, Ck.CKA_ALWAYS_AUTHENTICATE),
        uses(session, handle),
        certificates,
        warnings(session, handle, named, key.isPresent(), certificates));
  }

  private static List<String> uses(CryptokiSession session, long handle) throws CryptokiException {
    List<String> uses = new ArrayList<>();
    long[] types = {Ck.CKA_SIGN, Ck.CKA_DECRYPT, Ck.CKA_DERIVE, Ck.CKA_UNWRAP};
    String[] names = {"sign", "decrypt", "derive", "unwrap"};
    for (int i = 0; i < types.length; i++) {
      if (session.flag(handle, types[i])) {
        uses.add(names[i]);
      }
    }
    return uses;
  }

  private static List<String> warnings(
      CryptokiSession session, long handle, boolean named, boolean known, int certificates)
      throws CryptokiException {
    List<String> warnings = new ArrayList<>();
    if (!session.flag(handle, Ck.CKA_SENSITIVE)) {
      warnings.add("not sensitive: its value can be read in clear");
    } else if (!session.flag(handle, Ck.CKA_ALWAYS_SENSITIVE)) {
      warnings.add("was not always sensitive");
    }
    if (session.flag(handle, Ck.CKA_EXTRACTABLE)) {
      warnings.add("extractable: it can leave the token wrapped");
    } else if (!session.flag(handle, Ck.CKA_NEVER_EXTRACTABLE)) {
      warnings.add("was extractable once");
    }
    if (!session.flag(handle, Ck.CKA_LOCAL)) {
      warnings.add("not made in this token");
    }
    if (!named) {
      warnings.add("no CKA_ID: no engine of ours finds it");
    } else if (!known) {
      warnings.add("no public part of a kind that we know");
    } else if (certificates == 0) {
      warnings.add("no certificate: engine sunpkcs11 does not see it (hsm adopt)");
    }
    return warnings;
  }

  private static int certificates(CryptokiSession session, byte[] id) throws CryptokiException {
    Template template = new Template().add(Ck.CKA_CLASS, Ck.CKO_CERTIFICATE).add(Ck.CKA_ID, id);
    return session.find(template, CERTIFICATES_MAX).size();
  }
}
