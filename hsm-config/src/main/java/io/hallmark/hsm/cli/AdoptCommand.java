package io.hallmark.hsm.cli;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.inspect.Adoption;
import io.hallmark.hsm.inspect.NotDoneException;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.token.TokenKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Attaches a certificate to a key that another tool made. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a certificate beside a key that another tool made, so that every engine sees the key:",
      "the JDK's provider shows only keys that have one. Without --certificate the key signs one",
      "for itself, which claims nothing. Prints the certificate in PEM. Nothing is overwritten."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the certificate is beside the key, now or before",
      "1:the token did not do it",
      "2:wrong use or input: no such key, a certificate that cannot be read",
      "3:refused: the certificate is another key's, or the key has another certificate"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pkcs11-tool --module libsofthsm2.so --login --keypairgen --key-type EC:prime256v1 \\",
      "      --id 0a --label contracts",
      "  hallmark hsm adopt hsm.yaml --key contracts > contracts.pem",
      "  hallmark hsm adopt hsm.yaml --key 0a --certificate issued.pem"
    })
final class AdoptCommand implements Callable<Integer> {
  private static final int PEM_COLUMNS = 64;

  @Mixin private FileOption file;
  @Mixin private RequiredKey key;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "a certificate of the key, in PEM or DER")
  private Path certificate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    X509Certificate given = certificate == null ? null : read(certificate);
    try (OpenedToken opened = file.open(file.one())) {
      TokenKey chosen = key.choice().in(opened.token());
      Adoption adoption = new Adoption(opened.token(), chosen);
      Adoption.Adopted adopted = given == null ? adoption.byItself() : adoption.by(given);
      spec.commandLine().getOut().print(pem(adopted.certificate()));
      spec.commandLine().getOut().flush();
      spec.commandLine()
          .getErr()
          .printf(
              "key %s \"%s\" %s a certificate of %s%n",
              chosen.id(),
              chosen.label(),
              adopted.before() ? "had" : "has",
              adopted.certificate().getSubjectX500Principal());
      return 0;
    } catch (Adoption.RefusedException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          Problem.of(e.getMessage())
              .at(file.path().toString())
              .expecting("a certificate of this very key, and none beside it so far")
              .remedy("name the key that the certificate is of; see 'hallmark hsm keys'"),
          e);
    } catch (NotDoneException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          Problem.of("the token did not do it: " + e.getMessage())
              .at(file.path().toString())
              .expecting("a key that may sign, in a token that takes certificates")
              .remedy("see 'hallmark hsm keys', or give a certificate with --certificate"),
          e);
    }
  }

  private static X509Certificate read(Path path) throws IOException, CommandFailure {
    try (InputStream in = Files.newInputStream(path)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (CertificateException e) {
      throw new CommandFailure(
          ExitCode.WRONG_USE,
          Problem.of("there is no certificate in it")
              .at(path.toString())
              .expecting("one X.509 certificate in PEM or DER")
              .remedy("see 'openssl x509 -noout -text -in " + path + "'"),
          e);
    }
  }

  private static String pem(X509Certificate certificate) throws CertificateException {
    String base64 =
        Base64.getMimeEncoder(PEM_COLUMNS, new byte[] {'\n'})
            .encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }
}
