package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.certificates.revocation.RevokedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a CA has taken back: one file for each, named by the serial number. */
record Revocations(Path folder) {
  void add(RevokedCertificate revoked) {
    Path file = folder.resolve(revoked.serial().toString());
    if (Files.exists(file)) {
      throw CertificatesException.refused(
          "serial number %s is revoked already (%s), expected one that is not; name another"
              .formatted(revoked.serial(), Home.read(file).strip()));
    }
    NewFiles.writePublic(file, "%s %s\n".formatted(revoked.at(), revoked.reason()));
  }

  Optional<RevokedCertificate> find(BigInteger serial) {
    Path file = folder.resolve(serial.toString(16));
    return serial.signum() > 0 && Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  List<RevokedCertificate> all() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Revocations::read).toList();
    } catch (IOException e) {
      throw CertificatesException.failed(
          "folder %s cannot be read (%s), expected one of this user's; look at it"
              .formatted(folder, e),
          e);
    }
  }

  private static RevokedCertificate read(Path file) {
    String[] words = Home.read(file).strip().split(" ", -1);
    try {
      if (words.length == 2) {
        return new RevokedCertificate(
            SerialNumber.parse(file.getFileName().toString()),
            Instant.parse(words[0]),
            RevocationReason.parse(words[1]).orElseThrow(IllegalArgumentException::new));
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw faulty(file, e);
    }
    throw faulty(file, null);
  }

  private static CertificatesException faulty(Path file, Exception cause) {
    return CertificatesException.badInput(
        "%s is broken, expected when and why, as in \"2026-01-01T00:00:00Z keyCompromise\""
            .formatted(file),
        cause);
  }
}
