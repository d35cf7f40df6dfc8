package io.hallmark.tools.ceremony.approval;

import io.hallmark.commandline.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An approver's private key: PKCS#8 in PEM, EC or Ed25519, without a password. */
public final class ApproverKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  private ApproverKey() {}

  public static PrivateKey read(Path file) throws ApprovalException, IOException {
    ApprovalException none =
        ApprovalException.unreadable(
            Problem.of(file + " holds no private key of an approver")
                .expecting("EC or Ed25519 as PKCS#8 in PEM (BEGIN PRIVATE KEY), no password")
                .remedy("make one: openssl genpkey -algorithm ed25519 -out FILE"),
            null);
    Matcher block = BLOCK.matcher(Files.readString(file));
    if (!block.find()) {
      throw none;
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
    for (String algorithm : List.of("EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }
}
