package io.hallmark.fakeca;

import io.hallmark.certificates.Pem;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca create-certificate --home ca localhost --ip 127.0.0.1",
      "  hallmark fake-ca create-certificate --home ca www --dns www.alice.test --dns alice.test",
      "  hallmark fake-ca create-certificate --home ca 'O=Alice,L=Zurich,C=CH' 'O=Bob,C=CH'",
      "  hallmark fake-ca create-certificate --home ca robot --profile tls_client --days 30"
    })
final class CreateCertificate implements Callable<Integer> {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?([.][a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "a distinguished name (O=Alice,L=Zurich,C=CH), or a plain common name")
  private List<String> names;

  @Mixin private CaFolder folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "where the files go (${DEFAULT-VALUE})")
  private Path out;

  @Option(
      names = "--dns",
      paramLabel = "NAME",
      description = "DNS name; may be repeated (NAME itself, where a server can be found by it)")
  private List<String> dnsNames = new ArrayList<>();

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "IP address; may be repeated")
  private List<String> ipAddresses = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KIND",
      defaultValue = "EC_P256",
      description = "kind of key: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private KeyAlgorithm key;

  @Mixin private ProfileOptions profile;

  @Mixin private ValidDays days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SettingsException {
    CertificateProfile read = profile.read();
    try (FakeCa ca = folder.open()) {
      for (String name : names) {
        NewFiles.refuseExisting(file(name, "key"));
        NewFiles.refuseExisting(file(name, "cert"));
      }
      Home.makeFolder(out);
      for (String name : names) {
        create(ca, read, name);
      }
    }
    return 0;
  }

  private void create(FakeCa ca, CertificateProfile read, String name) {
    CertifiedKey certified =
        ca.createCertificate(
            new CertificateSpec(
                name, dnsNames(read, name), ipAddresses, key, profile.builtIn(), days.count()),
            read);
    NewFiles.writeSecret(
        file(name, "key"), Pem.encode(Pem.PRIVATE_KEY, certified.privateKey().getEncoded()));
    NewFiles.writePublic(file(name, "cert"), FakeCa.pem(certified.chain()));
    spec.commandLine().getOut().println(file(name, "cert"));
  }

  /** A server is found by its name: a plain one that can be a host's is its DNS name, too. */
  private List<String> dnsNames(CertificateProfile read, String name) {
    boolean host = read.isServer() && HOST.matcher(name).matches();
    return dnsNames.isEmpty() && host ? List.of(name) : dnsNames;
  }

  private Path file(String name, String what) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    return out.resolve("%s.%s.pem".formatted(plain, what));
  }
}
