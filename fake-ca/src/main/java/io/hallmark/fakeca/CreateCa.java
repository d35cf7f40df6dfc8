package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca create-ca}. */
@Command(
    name = "create-ca",
    description = {
      "Makes a CA and prints its certificate's file. A folder that holds a CA is left as it is.",
      "",
      "In the folder: ca.key.pem (mode 0600) or ca.token, ca.cert.pem, parents.pem (the chain above",
      "an intermediate), issued/, revoked/, crl/."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca create-ca --home root --key RSA_3072 --days 365",
      "  hallmark fake-ca create-ca --home issuing --intermediate-of root",
      "  hallmark fake-ca create-ca --home inhsm --hsm hsm.yaml --hsm-key ca-2026"
    })
final class CreateCa implements Callable<Integer> {
  private static final String ROOT_NAME = "Hallmark fake CA";
  private static final String ISSUING_NAME = "Hallmark fake issuing CA";

  @Mixin private CaFolder folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "goes into the CA's common name (" + ROOT_NAME + ", or " + ISSUING_NAME + ")")
  private String name;

  @Option(
      names = "--key",
      paramLabel = "KIND",
      defaultValue = "EC_P256",
      description = "kind of key: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private KeyAlgorithm key;

  @ArgGroup(exclusive = false)
  private TokenOptions token;

  @Option(
      names = "--intermediate-of",
      paramLabel = "DIR",
      description = "the folder of the CA that certifies this one; else it certifies itself")
  private Path parent;

  @Option(
      names = "--path-length",
      paramLabel = "N",
      description = "how many CAs may stand below it (1, or 0 for an intermediate)")
  private Integer pathLength;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3650",
      description = "valid for N days, at most 3650 (${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--crl-url",
      paramLabel = "URL",
      description = "where its CRL will be, for its certificates to say")
  private String crlUrl;

  @Option(
      names = "--ocsp-url",
      paramLabel = "URL",
      description = "where its OCSP responder will be, for its certificates to say")
  private String ocspUrl;

  @Spec private CommandSpec spec;

  /** An existing key of a token. */
  static final class TokenOptions {
    @Option(
        names = "--hsm",
        required = true,
        paramLabel = "FILE",
        description = "the HSM file of the token that holds the CA's key already")
    private Path file;

    @Option(
        names = "--hsm-key",
        required = true,
        paramLabel = "LABEL|ID",
        description = "its CKA_LABEL, or its CKA_ID in hex")
    private String key;

    private TokenKeyPlace place() {
      return new TokenKeyPlace(file, key);
    }
  }

  @Override
  public Integer call() {
    String called = name != null ? name : parent == null ? ROOT_NAME : ISSUING_NAME;
    int below = pathLength != null ? pathLength : parent == null ? 1 : 0;
    FakeCaOptions options =
        new FakeCaOptions(
            called, key, days, below, Optional.ofNullable(crlUrl), Optional.ofNullable(ocspUrl));
    try (FakeCa made = parent == null ? root(options) : intermediate(options)) {
      spec.commandLine().getOut().println(made.home().certificate());
    }
    return 0;
  }

  /** Of one name they would be one authority with two keys (RFC 5280 section 3.2, self-issued). */
  private static void requireAnotherName(FakeCaOptions options, FakeCa above) {
    if (Founding.subject(options.name()).equals(above.certificate().getSubjectX500Principal())) {
      throw CertificatesException.refused(
          "the CA would be called \"%s\" like the one above it, expected another name; give --name"
              .formatted(options.name()));
    }
  }

  private FakeCa root(FakeCaOptions options) {
    return token == null
        ? FakeCa.create(folder.path(), options)
        : FakeCa.create(folder.path(), options, token.place());
  }

  private FakeCa intermediate(FakeCaOptions options) {
    try (FakeCa above = FakeCa.open(parent)) {
      requireAnotherName(options, above);
      return token == null
          ? above.createIntermediate(folder.path(), options)
          : above.createIntermediate(folder.path(), options, token.place());
    }
  }
}
