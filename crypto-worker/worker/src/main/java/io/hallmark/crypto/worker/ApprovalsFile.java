package io.hallmark.crypto.worker;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.worker.policy.ApprovalRules;
import io.hallmark.crypto.worker.policy.CommandClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code approvals:} as it stands in the file.
 *
 * @param required approvals by class of command
 * @param lifeMax how long an approval may be good
 * @param operators paths of their public keys (PEM), relative to the file, by name
 */
record ApprovalsFile(Map<String, Integer> required, Duration lifeMax, Map<String, Path> operators) {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

  ApprovalRules rules(Path file) {
    Map<String, PublicKey> keys = new TreeMap<>();
    if (operators != null) {
      operators.forEach(
          (name, path) -> keys.put(name, key(name, there("operators." + name, path), file)));
    }
    return new ApprovalRules(
        counts(), keys, lifeMax == null ? ApprovalRules.LIFE_MAX_DEFAULT : lifeMax);
  }

  private Map<CommandClass, Integer> counts() {
    Map<CommandClass, Integer> counts = new EnumMap<>(CommandClass.class);
    if (required != null) {
      required.forEach(
          (name, count) -> counts.put(commandClass(name), there("required." + name, count)));
    }
    return counts;
  }

  private static <T> T there(String key, T value) {
    if (value == null) {
      throw new IllegalArgumentException("approvals." + key + " is empty, expected a value");
    }
    return value;
  }

  private static CommandClass commandClass(String name) {
    for (CommandClass known : CommandClass.values()) {
      if (known.id().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "approvals.required.%s is not a known key, expected one of delete, policy, retire"
            .formatted(name));
  }

  private static PublicKey key(String name, Path path, Path file) {
    String what = "approvals.operators.%s is ".formatted(name);
    String expected =
        ", expected a public key in PEM (EC, RSA or Ed25519); make it with"
            + " 'openssl pkey -pubout'";
    Path pem = file.toAbsolutePath().resolveSibling(path).normalize();
    try {
      Matcher matcher = PEM.matcher(Files.readString(pem));
      if (!matcher.find()) {
        throw new IllegalArgumentException(
            what + pem + ", which holds no PEM PUBLIC KEY" + expected);
      }
      PublicKey key = decode(Base64.getMimeDecoder().decode(matcher.group(1)));
      Approval.scheme(key.getAlgorithm());
      return key;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          what + pem + ", which cannot be read (" + e + ")" + expected, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(what + pem + " (" + e.getMessage() + ")" + expected, e);
    }
  }

  private static PublicKey decode(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new GeneralSecurityException("it is no EC, RSA or Ed25519 public key", last);
  }
}
