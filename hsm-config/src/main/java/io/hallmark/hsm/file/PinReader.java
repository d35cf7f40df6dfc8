package io.hallmark.hsm.file;

import io.hallmark.hsm.pin.CommandPin;
import io.hallmark.hsm.pin.CredentialPin;
import io.hallmark.hsm.pin.EnvironmentPin;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.PinSource;
import io.hallmark.hsm.pin.TypedPin;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys under {@code pin}: where a PIN is to be had. */
final class PinReader {
  private static final String COMMAND = "a list: the program, then its arguments";
  private static final int ARGUMENTS_MAX = 64;

  private PinReader() {}

  /** The source that is named, the first one where there are several. */
  static Optional<PinSource> source(MappingReader in, Path directory, Faults faults) {
    Optional<PinSource> file =
        in.optionalText(
            "file",
            "the path of a file that holds the PIN",
            text -> new FilePin(directory.resolve(text)));
    Optional<PinSource> credential =
        in.optionalText("credential", "the name of a systemd credential", CredentialPin::new);
    Optional<PinSource> command = in.node("command").flatMap(node -> command(node, in, faults));
    Optional<PinSource> prompt =
        in.optionalText("prompt", "the question that a person answers, in one line", TypedPin::new);
    Optional<PinSource> env =
        in.optionalText("env", "the name of an environment variable", EnvironmentPin::new);
    return file.or(() -> credential).or(() -> command).or(() -> prompt).or(() -> env);
  }

  private static Optional<PinSource> command(Node node, MappingReader in, Faults faults) {
    List<String> arguments = new ArrayList<>();
    if (node instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        if (item instanceof Node.Scalar scalar && scalar.text() != null) {
          arguments.add(scalar.text());
        }
      }
      boolean whole = arguments.size() == sequence.items().size();
      if (whole
          && !arguments.isEmpty()
          && !arguments.get(0).isEmpty()
          && arguments.size() <= ARGUMENTS_MAX) {
        return Optional.of(new CommandPin(arguments));
      }
    }
    faults.add(node, in.path("command"), Faults.HIDDEN, COMMAND);
    return Optional.empty();
  }
}
