package io.hallmark.certificates.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.certificates.Openssl;
import io.hallmark.certificates.X509Certificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of each path OpenSSL, which made it, and we say the same. */
class PathNamesTest {
  private static final String AUTHORITY =
      "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n";

  @TempDir static Path folder;

  @BeforeAll
  static void makeKeys() throws Exception {
    for (String name : List.of("root", "middle", "leaf")) {
      Openssl.run(
          "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key(name));
    }
  }

  /** Of the root, of the authority between, of the leaf, its subject, and whether that is good. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permitted;DNS:alice.test | | DNS:www.alice.test | /C=CH/O=A | true",
        "permitted;DNS:alice.test | | DNS:alice.test | /C=CH/O=A | true",
        "permitted;DNS:alice.test | | DNS:notalice.test | /C=CH/O=A | false",
        "permitted;DNS:alice.test | | DNS:www.alice.test,DNS:www.bob.test | /C=CH/O=A | false",
        "permitted;DNS:alice.test | | IP:192.0.2.7 | /C=CH/O=A | true",
        "permitted;DNS:alice.test | permitted;DNS:www.alice.test | DNS:www.alice.test | /C=CH | true",
        "permitted;DNS:alice.test | permitted;DNS:www.alice.test | DNS:mail.alice.test | /C=CH | false",
        "permitted;DNS:www.alice.test | permitted;DNS:alice.test | DNS:mail.alice.test | /C=CH | false",
        "permitted;DNS:alice.test | permitted;DNS:bob.test | DNS:www.bob.test | /C=CH | false",
        "excluded;DNS:inner.alice.test | | DNS:a.inner.alice.test | /C=CH | false",
        "excluded;DNS:inner.alice.test | | DNS:a.outer.alice.test | /C=CH | true",
        "| excluded;DNS:alice.test | DNS:alice.test | /C=CH | false",
        "permitted;IP:192.0.2.0/255.255.255.0 | | IP:192.0.2.7 | /C=CH | true",
        "permitted;IP:192.0.2.0/255.255.255.0 | | IP:198.51.100.1 | /C=CH | false",
        "excluded;IP:2001:db8::/ffff:ffff:: | | IP:2001:db8::1 | /C=CH | false",
        "permitted;email:alice.test | | email:a@alice.test | /C=CH | true",
        "permitted;email:alice.test | | email:a@bob.test | /C=CH | false",
        "permitted;email:alice.test | | | /C=CH/emailAddress=a@alice.test | true",
        "permitted;email:alice.test | | | /C=CH/emailAddress=a@bob.test | false",
        "permitted;URI:.alice.test | | URI:https://www.alice.test/x | /C=CH | true",
        "permitted;URI:.alice.test | | URI:https://www.bob.test/x | /C=CH | false",
        "permitted;dirName:swiss | | DNS:a.test | /C=CH/O=A | true",
        "permitted;dirName:swiss | | DNS:a.test | /C=DE/O=A | false",
        "excluded;dirName:swiss | | DNS:a.test | /C=DE/O=A | true"
      })
  void violation_ofAPath_isWhereOpensslFindsOne(
      String above, String between, String names, String subject, boolean good) throws Exception {
    String outside = String.valueOf(above).startsWith("excluded;dirName") ? "/C=FR" : "/C=CH";
    make("root", "", "/C=CH/CN=root", AUTHORITY + extension("nameConstraints", above));
    make(
        "middle",
        "root",
        outside + "/CN=middle",
        AUTHORITY + extension("nameConstraints", between));
    make("leaf", "middle", subject, extension("subjectAltName", names));

    assertThat(opensslVerifies()).isEqualTo(good);
    assertThat(PathNames.violation(path()).isEmpty())
        .as(PathNames.violation(path()).orElse("no violation"))
        .isEqualTo(good);
  }

  private static String extension(String name, String value) {
    String critical = name.equals("nameConstraints") ? "critical," : "";
    return value == null ? "" : name + "=" + critical + value + "\n";
  }

  private static void make(String name, String issuer, String subject, String extensions)
      throws Exception {
    Path config = folder.resolve(name + ".cnf");
    Files.writeString(
        config,
        "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n[swiss]\nC=CH\n[v3]\n"
            + (extensions.isEmpty() ? "keyUsage=digitalSignature\n" : extensions));
    List<Object> arguments = new ArrayList<>(List.of("req", "-x509", "-new", "-key", key(name)));
    if (!issuer.isEmpty()) {
      arguments.addAll(List.of("-CA", certificate(issuer), "-CAkey", key(issuer)));
    }
    arguments.addAll(List.of("-subj", subject, "-config", config, "-extensions", "v3"));
    arguments.addAll(List.of("-days", "2", "-out", certificate(name)));
    Openssl.run(arguments.toArray());
  }

  private static boolean opensslVerifies() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "verify",
                    "-CAfile",
                    certificate("root").toString(),
                    "-untrusted",
                    certificate("middle").toString(),
                    certificate("leaf").toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean verified = process.waitFor() == 0;
    // Any other complaint would make the comparison worthless.
    assertThat(verified || output.contains("subtree violation")).as(output).isTrue();
    return verified;
  }

  private static List<X509Certificate> path() throws Exception {
    List<X509Certificate> path = new ArrayList<>();
    for (String name : List.of("root", "middle", "leaf")) {
      path.add(X509Certificates.chain(name, Files.readString(certificate(name))).get(0));
    }
    return path;
  }

  private static Path key(String name) {
    return folder.resolve(name + ".key");
  }

  private static Path certificate(String name) {
    return folder.resolve(name + ".pem");
  }
}
