package io.hallmark.fakeca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca create-certificate}. */
@Command(
    name = "create-certificate",
    description = {
      "Makes a key and a certificate for each NAME: NAME.key.pem (mode 0600) and NAME.cert.pem",
      "(the chain, leaf first). Existing files are left as they are."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CreateCertificate implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "a distinguished name (O=Alice,L=Zurich,C=CH), or a plain common name")
  private List<String> names;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "fake-ca",
      description = "the CA's folder (${DEFAULT-VALUE})")
  private Path home;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "where the files go (${DEFAULT-VALUE})")
  private Path out;

  @Option(names = "--dns", paramLabel = "NAME", description = "DNS name; may be repeated")
  private List<String> dnsNames = new ArrayList<>();

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "IP address; may be repeated")
  private List<String> ipAddresses = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KIND",
      defaultValue = "EC_P256",
      description = "kind of key: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private KeyAlgorithm key;

  @Option(
      names = "--profile",
      paramLabel = "USE",
      defaultValue = "TLS_PEER",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Profile profile;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description = "valid for N days (${DEFAULT-VALUE})")
  private int days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FakeCa ca = FakeCa.open(home);
    for (String name : names) {
      Home.refuseExisting(file(name, "key"));
      Home.refuseExisting(file(name, "cert"));
    }
    createFolder();
    for (String name : names) {
      create(ca, name);
    }
    return 0;
  }

  private void create(FakeCa ca, String name) {
    CertifiedKey certified =
        ca.createCertificate(new CertificateSpec(name, dnsNames, ipAddresses, key, profile, days));
    Home.writeSecret(file(name, "key"), Pem.privateKey(certified.privateKey()));
    Home.writePublic(file(name, "cert"), Pem.certificates(certified.chain()));
    spec.commandLine().getOut().println(file(name, "cert"));
  }

  private void createFolder() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw FakeCaException.failed("folder %s cannot be made: %s".formatted(out, e), e);
    }
  }

  private Path file(String name, String what) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    return out.resolve("%s.%s.pem".formatted(plain, what));
  }
}
