package io.hallmark.certificates;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Textual encodings (RFC 7468) of what a CA handles. */
public final class Pem {
  public static final String CERTIFICATE = "CERTIFICATE";
  public static final String REQUEST = "CERTIFICATE REQUEST";
  public static final String CRL = "X509 CRL";
  public static final String PUBLIC_KEY = "PUBLIC KEY";
  public static final String PRIVATE_KEY = "PRIVATE KEY";

  /** What older programs call a request (RFC 7468 section 7). */
  public static final String OLD_REQUEST = "NEW CERTIFICATE REQUEST";

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  public static String encode(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label);
  }

  /** The chain as PEM, one after the other. */
  public static String certificates(Collection<X509Certificate> chain) {
    return chain.stream().map(Pem::certificate).collect(Collectors.joining());
  }

  private static String certificate(X509Certificate certificate) {
    try {
      return encode(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /**
   * The DER inside every block with one of the labels, at least one.
   *
   * @param what it is called in a fault
   */
  public static List<byte[]> decodeAll(String what, String text, String... labels) {
    String names = String.join("|", labels);
    Matcher block =
        Pattern.compile("-----BEGIN (%s)-----([^-]*)-----END \\1-----".formatted(names))
            .matcher(text);
    List<byte[]> found = new ArrayList<>();
    try {
      while (block.find()) {
        found.add(Base64.getMimeDecoder().decode(block.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw CertificatesException.badInput(
          what + " holds a broken PEM block, expected base64 between its two lines", e);
    }
    if (found.isEmpty()) {
      throw CertificatesException.badInput(
          "%s is of another kind, expected a PEM block \"%s\""
              .formatted(what, String.join("\" or \"", labels)));
    }
    return found;
  }

  /** The DER inside the first block with one of the labels. */
  public static byte[] decode(String what, String text, String... labels) {
    return decodeAll(what, text, labels).get(0);
  }

  /** DER, or the DER inside PEM: as files are met in the wild. */
  public static byte[] decodeAny(String what, byte[] content, String... labels) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN") ? decode(what, text, labels) : content.clone();
  }
}
