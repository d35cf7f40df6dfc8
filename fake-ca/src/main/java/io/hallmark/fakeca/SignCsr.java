package io.hallmark.fakeca;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca sign-csr}. */
@Command(
    name = "sign-csr",
    description = {
      "Signs a PKCS#10 request, subject and alternative names as asked, and prints the chain, leaf",
      "first. A request that is not signed by its own key is refused."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SignCsr implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the request, PEM or DER")
  private Path request;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "fake-ca",
      description = "the CA's folder (${DEFAULT-VALUE})")
  private Path home;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the chain goes instead of the standard output; never overwritten")
  private Path out;

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
    if (out != null) {
      Home.refuseExisting(out);
    }
    String chain = FakeCa.pem(FakeCa.open(home).signCsr(der(), profile, days));
    if (out != null) {
      Home.writePublic(out, chain);
    } else {
      spec.commandLine().getOut().print(chain);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private byte[] der() {
    String text = Home.read(request);
    return text.contains("-----BEGIN")
        ? Pem.decode(request.toString(), "CERTIFICATE REQUEST|NEW CERTIFICATE REQUEST", text)
        : text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
