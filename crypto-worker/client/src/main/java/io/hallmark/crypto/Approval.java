package io.hallmark.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An operator's consent to one command: a signature over exactly that command, good for one use
 * until it expires. Immutable.
 *
 * @param operator its name in the crypto worker's configuration
 * @param commandHash SHA-256 of the command's canonical form ({@link CommandForm}), lower-case hex
 * @param nonce 16 random bytes, lower-case hex
 * @param expiresAt the first instant, in whole milliseconds, at which it is good for nothing
 * @param signature by the operator's key over {@link #content}
 */
public record Approval(
    String operator, String commandHash, String nonce, Instant expiresAt, Signature signature) {
  private static final String CONTEXT = "hallmark crypto approval v1";
  private static final int NONCE_BYTES = 16;
  private static final Pattern OPERATOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  public Approval {
    check("operator", operator, OPERATOR);
    check("command hash", commandHash, HASH);
    check("nonce", nonce, NONCE);
    if (!expiresAt.equals(Instant.ofEpochMilli(expiresAt.toEpochMilli()))) {
      throw new IllegalArgumentException("an approval expires at a whole millisecond");
    }
  }

  /**
   * Signs with a key in memory: an operator's own, kept off line.
   *
   * @throws GeneralSecurityException where the key is of no kind that approves
   */
  public static Approval sign(
      String operator, CommandForm command, Instant expiresAt, PrivateKey key)
      throws GeneralSecurityException {
    Approval unsigned = unsigned(operator, command, expiresAt);
    return unsigned.signed(JcaSignatures.sign(key, scheme(key.getAlgorithm()), unsigned.content()));
  }

  /** One that still needs its signature. */
  public static Approval unsigned(String operator, CommandForm command, Instant expiresAt) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new Approval(
        operator,
        command.hash(),
        HexFormat.of().formatHex(nonce),
        Instant.ofEpochMilli(expiresAt.toEpochMilli()),
        Signature.of(new byte[0]));
  }

  /**
   * The same with a signature over {@link #content} that was made elsewhere, by a token perhaps.
   */
  public Approval signed(Signature bySomeone) {
    return new Approval(operator, commandHash, nonce, expiresAt, bySomeone);
  }

  /**
   * What is signed: a context string, a zero byte, the operator's name behind its length in one
   * byte, the hash, the nonce, and the milliseconds since the epoch in eight bytes. It begins like
   * nothing else that our keys sign.
   */
  public byte[] content() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((CONTEXT + '\0').getBytes(StandardCharsets.US_ASCII));
    byte[] name = operator.getBytes(StandardCharsets.US_ASCII);
    content.write(name.length);
    content.writeBytes(name);
    content.writeBytes(HexFormat.of().parseHex(commandHash));
    content.writeBytes(HexFormat.of().parseHex(nonce));
    content.writeBytes(ByteBuffer.allocate(8).putLong(expiresAt.toEpochMilli()).array());
    return content.toByteArray();
  }

  /** Whether the signature is by the private part of {@code key}. */
  public boolean isSignedBy(PublicKey key) {
    try {
      return JcaSignatures.verify(key, scheme(key.getAlgorithm()), content(), signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * By which scheme keys of an algorithm approve: one each, so that there is nothing to choose.
   *
   * @throws GeneralSecurityException where keys of this algorithm don't
   */
  public static SignatureScheme scheme(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "EC" -> SignatureScheme.ECDSA_SHA256;
      case "RSA" -> SignatureScheme.RSA_PSS_SHA256;
      case "Ed25519", "EdDSA" -> SignatureScheme.ED25519;
      default ->
          throw new GeneralSecurityException(
              "a key of algorithm %s approves nothing; use EC, RSA or Ed25519"
                  .formatted(algorithm));
    };
  }

  private static void check(String what, String value, Pattern shape) {
    if (value == null || !shape.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s \"%s\" does not match %s".formatted(what, value, shape));
    }
  }
}
