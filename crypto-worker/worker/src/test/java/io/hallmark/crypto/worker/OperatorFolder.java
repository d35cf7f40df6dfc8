package io.hallmark.crypto.worker;

import io.hallmark.crypto.cli.CryptoProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operators' own keys as files in a folder, and what they approve. */
record OperatorFolder(Path folder) {
  /** Makes an operator's key. */
  PublicKey add(String operator, String algorithm) throws GeneralSecurityException, IOException {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    Files.writeString(
        folder.resolve(operator + ".pem"),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())));
    return pair.getPublic();
  }

  /** Approves a draft in a file named for operator and draft; the exit code. */
  int approve(Path draft, String operator, PrintWriter out, PrintWriter err) {
    return CryptoProgram.run(
        out,
        err,
        "approve",
        draft.toString(),
        "--operator",
        operator,
        "--key",
        folder.resolve(operator + ".pem").toString(),
        "--out",
        approval(draft, operator).toString(),
        "--yes");
  }

  /** Those files, as --approval takes them. */
  String approvals(Path draft, String... operators) {
    return Stream.of(operators)
        .map(operator -> approval(draft, operator).toString())
        .collect(Collectors.joining(","));
  }

  private Path approval(Path draft, String operator) {
    return folder.resolve("%s.%s.approval".formatted(draft.getFileName(), operator));
  }
}
