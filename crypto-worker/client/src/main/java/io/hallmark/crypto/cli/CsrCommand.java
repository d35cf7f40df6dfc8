package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.client.BusOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto csr}. */
@Command(
    name = "csr",
    description = {
      "Has a certificate requested for a key.",
      "The PKCS#10 request (RFC 2986) is made and signed by the worker; it comes as PEM on standard",
      "output or in a file."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto csr alice/tls --subject O=Alice,L=Zurich,C=CH --dns gateway.alice.test \\",
      "      --ip 192.0.2.1 --out alice.csr.pem -k localhost:9092",
      "  hallmark crypto csr alice/tls --subject CN=alice -k localhost:9092 \\",
      "      | openssl req -noout -text -verify"
    })
final class CsrCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "whose certificate it is to be")
  private KeyName name;

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "NAME",
      description = "distinguished name, RFC 4514: O=Alice,L=Zurich,C=CH")
  private String subject;

  @Option(
      names = "--dns",
      paramLabel = "NAME",
      description = "subject alternative name; as often as needed")
  private List<String> dnsNames = new ArrayList<>();

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      description = "subject alternative name; as often as needed")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "written there; created, never overwritten")
  private Path file;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NewFile.check(file);
    String pem = Pem.write("CERTIFICATE REQUEST", request());
    if (file == null) {
      spec.commandLine().getOut().println(pem.stripTrailing());
    } else {
      NewFile.write(file, pem.getBytes(StandardCharsets.US_ASCII));
    }
    return 0;
  }

  private byte[] request() {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      return patience.ask(
          "requesting a certificate for key " + name,
          keys::isReady,
          deadline -> keys.certificationRequest(name, subject, dnsNames, addresses, deadline));
    }
  }
}
