package io.hallmark.crypto.cli.audit;

import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.crypto.audit.AuditReport;
import io.hallmark.crypto.audit.AuditVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code audit verify}. */
@Command(
    name = "verify",
    description = {
      "Says whether the audit trail is whole, or names the first gap, change or reordering by",
      "chain, sequence and offset. Heads are verified with the audit keys of the registry, or with",
      "those that are given. What no signed head vouches for yet is counted as unsigned."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the trail is whole",
      "1:it is broken, or could not be read",
      "2:misuse or bad input"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto audit verify -k localhost:9092",
      "  hallmark crypto audit verify --in trail.jsonl --public-key crypto-worker-1.pem",
      "  hallmark crypto audit verify --head crypto-worker-1/20260101T000000Z-0a1b2c3d:41:9f... -k localhost:9092",
      "",
      "Keep the heads that this prints: given back later with --head they prove that no chain was",
      "cut off before them."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  private static final int WHOLE = 0;
  private static final int BROKEN = 1;

  @Mixin private TrailSource source;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "an audit key's public part, PEM; then only those given are believed")
  private List<Path> publicKeys = new ArrayList<>();

  @Option(
      names = "--head",
      paramLabel = "CHAIN:SEQUENCE:HASH",
      description = "a head noted earlier, which must be found")
  private List<String> heads = new ArrayList<>();

  @Option(names = "--json", description = "the report as one JSON object, for programs")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<PublicKey> given = publicKeys.stream().map(this::readKey).toList();
    AuditReport report;
    try (TrailSchemas schemas = TrailSchemas.of(source)) {
      AuditKeys keys = given.isEmpty() ? source.registeredKeys(schemas) : name -> given;
      AuditVerifier verifier = new AuditVerifier(keys, schemas);
      expect(verifier);
      source.read(record -> verifier.accept(record.offset(), record.key(), record.bytes()));
      report = verifier.finish();
    }
    ReportText.print(report, json, spec.commandLine().getOut());
    return report.isWhole() ? WHOLE : BROKEN;
  }

  private void expect(AuditVerifier verifier) {
    try {
      heads.forEach(verifier::expect);
    } catch (IllegalArgumentException e) {
      throw source.misuse("--head: " + e.getMessage());
    }
  }

  private PublicKey readKey(Path file) {
    try {
      String base64 =
          Files.readString(file)
              .replace("-----BEGIN PUBLIC KEY-----", "")
              .replace("-----END PUBLIC KEY-----", "");
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw source.misuse(
          "--public-key %s: %s, expected an EC public key in PEM".formatted(file, e.getMessage()));
    }
  }
}
