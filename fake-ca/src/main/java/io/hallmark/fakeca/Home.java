package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a fake CA, one file per thing. Nothing in it is ever overwritten, but for {@code
 * serial}, which only says where to look for the next free number.
 */
record Home(Path folder) {
  private static final Pattern TOKEN_KEY = Pattern.compile("hsm: (.+)\nkey: (.+)\n");

  Path key() {
    return folder.resolve("ca.key.pem");
  }

  /** Where the key is instead, when it is in a token. */
  Path token() {
    return folder.resolve("ca.token");
  }

  Path certificate() {
    return folder.resolve("ca.cert.pem");
  }

  /** The chain above an intermediate CA. */
  Path parents() {
    return folder.resolve("parents.pem");
  }

  Path crlUrl() {
    return folder.resolve("crl.url");
  }

  Path ocspUrl() {
    return folder.resolve("ocsp.url");
  }

  Path responderKey() {
    return folder.resolve("ocsp.key.pem");
  }

  Path responderCertificate() {
    return folder.resolve("ocsp.cert.pem");
  }

  Path revoked() {
    return folder.resolve("revoked");
  }

  NumberedFiles issued() {
    return new NumberedFiles(folder.resolve("issued"), folder.resolve("serial"), "pem");
  }

  NumberedFiles lists() {
    return new NumberedFiles(folder.resolve("crl"), folder.resolve("crlnumber"), "crl.pem");
  }

  void prepare() {
    for (Path file : new Path[] {key(), token(), certificate()}) {
      NewFiles.refuseExisting(file);
    }
    issued().prepare();
    lists().prepare();
    makeFolder(revoked());
  }

  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CertificatesException.failed(
          "folder %s cannot be made (%s), expected a place that this user can write; name another"
              .formatted(folder, e),
          e);
    }
  }

  void keep(TokenKeyPlace place) {
    NewFiles.writePublic(
        token(), "hsm: %s\nkey: %s\n".formatted(place.hsmFile().toAbsolutePath(), place.key()));
  }

  Optional<TokenKeyPlace> tokenKey() {
    return optional(token())
        .map(
            text -> {
              Matcher parts = TOKEN_KEY.matcher(text);
              if (!parts.matches()) {
                throw CertificatesException.badInput(
                    "%s is broken, expected \"hsm: FILE\" and \"key: LABEL\" in two lines"
                        .formatted(token()));
              }
              return new TokenKeyPlace(Path.of(parts.group(1)), parts.group(2));
            });
  }

  Optional<String> optional(Path file) {
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  static CertificatesException unreadable(Path file, IOException why) {
    return CertificatesException.badInput(
        "file %s cannot be read (%s), expected one that is there and this user's; name another"
            .formatted(file, why),
        why);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
