package io.hallmark.fakeca;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code fake-ca create-ca}. */
@Command(
    name = "create-ca",
    description = {
      "Makes a CA: ca.key.pem (mode 0600), ca.cert.pem, and the folder issued.",
      "A folder that holds a CA already is left as it is."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CreateCa implements Callable<Integer> {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "fake-ca",
      description = "the CA's folder (${DEFAULT-VALUE})")
  private Path home;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "Hallmark fake CA",
      description = "goes into the CA's common name (${DEFAULT-VALUE})")
  private String name;

  @Option(
      names = "--key",
      paramLabel = "KIND",
      defaultValue = "EC_P256",
      description = "kind of key: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private KeyAlgorithm key;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "3650",
      description = "valid for N days, at most 3650 (${DEFAULT-VALUE})")
  private int days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    FakeCa.create(home, new FakeCaOptions(name, key, days));
    spec.commandLine().getOut().println(new Home(home).certificate());
    return 0;
  }
}
