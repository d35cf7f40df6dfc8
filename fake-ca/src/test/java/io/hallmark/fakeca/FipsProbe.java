package io.hallmark.fakeca;

import io.hallmark.commandline.ExitCode;
import java.nio.file.Path;

/** The program in FIPS mode, once for all commands: a JVM starts the module once. */
final class FipsProbe {
  private FipsProbe() {}

  /** The folder for all, and an HSM file with a key labelled ca-key. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    String root = folder.resolve("root").toString();
    String issuing = folder.resolve("issuing").toString();
    run("create-ca", "--home", root, "--hsm", arguments[1], "--hsm-key", "ca-key");
    run("create-ca", "--home", issuing, "--intermediate-of", root);
    run(
        "create-certificate",
        "--home",
        issuing,
        "--out",
        folder.toString(),
        "--dns",
        "a.test",
        "a");
    run("revoke", "--home", issuing, folder.resolve("a.cert.pem").toString());
    run("crl", "--home", issuing, "--out", folder.resolve("crl.pem").toString());
    refuse("sign-csr", "--home", issuing, folder.resolve("k256.csr").toString());
    System.exit(0);
  }

  /** What FIPS does not approve. */
  private static void refuse(String... arguments) {
    if (FakeCaProgram.run(inFipsMode(arguments)) != ExitCode.REFUSED.code()) {
      System.exit(ExitCode.STUCK.code());
    }
  }

  private static void run(String... arguments) {
    int code = FakeCaProgram.run(inFipsMode(arguments));
    if (code != 0) {
      System.exit(code);
    }
  }

  private static String[] inFipsMode(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--fips";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }
}
