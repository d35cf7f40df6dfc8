package io.hallmark.fakeca;

import io.hallmark.certificates.X509Certificates;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a CA has issued, read from its folder as it grows, by other processes too. Safe for
 * concurrent use.
 */
final class Issued {
  private final NumberedFiles files;
  private final Map<BigInteger, Path> bySerial = new HashMap<>();
  private int next = 1;

  Issued(NumberedFiles files) {
    this.files = files;
  }

  /** The file of the certificate with this serial number. */
  synchronized Optional<Path> find(BigInteger serial) {
    // Numbers are given one after the other, so the first that is missing is the end.
    for (Path file = files.file(next); Files.exists(file); file = files.file(++next)) {
      bySerial.put(read(file).getSerialNumber(), file);
    }
    return Optional.ofNullable(bySerial.get(serial));
  }

  private static X509Certificate read(Path file) {
    return X509Certificates.chain(file.toString(), Home.read(file)).get(0);
  }
}
