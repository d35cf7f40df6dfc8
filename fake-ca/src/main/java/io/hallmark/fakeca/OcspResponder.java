package io.hallmark.fakeca;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca ocsp-responder}. */
@Command(
    name = "ocsp-responder",
    description = {
      "Answers by OCSP (RFC 6960) over HTTP, on the loopback interface, until it is stopped. Prints",
      "its address. What is revoked meanwhile is revoked in the next answer."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark fake-ca ocsp-responder --home ca --port 8888 &",
      "  openssl ocsp -issuer ca/ca.cert.pem -cert alice.cert.pem -CAfile ca/ca.cert.pem \\",
      "      -url http://127.0.0.1:8888/"
    })
final class OcspResponder implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @Mixin private CaFolder folder;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "0 for any that is free (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--delegated",
      description = {
        "answers are signed by a responder's key and certificate (ocsp.key.pem, ocsp.cert.pem),",
        "made where there are none, instead of by the CA's key"
      })
  private boolean delegated;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          "--port must be 0 to %d, got %d".formatted(PORT_MAX, port));
    }
    try (FakeCa ca = folder.open();
        OcspServer server =
            OcspServer.start(
                port,
                new OcspAnswers(
                    ca, delegated ? OcspSigner.delegated(ca) : OcspSigner.authority(ca)))) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(server.address());
      out.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
