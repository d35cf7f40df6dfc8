package io.hallmark.hsm.file;

import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An HSM file, read and checked. Immutable.
 *
 * @param file where it was read from
 * @param tokens at least one, with names of their own
 */
public record HsmFile(Path file, List<TokenConfig> tokens) {
  public HsmFile {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads and checks a file; reads no PIN and loads no module.
   *
   * @throws HsmFileException with every fault of the file at once
   */
  public static HsmFile read(Path file) throws HsmFileException {
    Faults faults = Faults.of(file);
    Optional<String> text = SettingsFile.text(file, "an HSM file in YAML, UTF-8", faults);
    HsmFileException.throwIfAny(faults);
    Node root = SettingsFile.parse(text.orElseThrow(), faults);
    List<TokenConfig> tokens = new HsmFileReader(file, faults).tokens(root);
    HsmFileException.throwIfAny(faults);
    return new HsmFile(file, tokens);
  }

  /**
   * Where a key of a token stands, for messages: {@code hsm.yaml:6:13, tokens[0].pin}. The file is
   * read once more for it; where it has changed meanwhile, line and column are left out.
   *
   * @param token by its name
   */
  public String place(String token, String key) {
    int index = tokens.stream().map(TokenConfig::name).toList().indexOf(token);
    String path = "tokens[" + index + "]." + key;
    return SettingsFile.text(file, "", Faults.of(file))
        .map(text -> SettingsFile.parse(text, Faults.of(file)))
        .flatMap(root -> member(root, "tokens"))
        .flatMap(list -> item(list, index))
        .flatMap(item -> member(item, key))
        .map(value -> "%s:%d:%d, %s".formatted(file, value.line(), value.column(), path))
        .orElse(file + ", " + path);
  }

  private static Optional<Node> member(Node node, String key) {
    return node instanceof Node.Mapping mapping
        ? Optional.ofNullable(mapping.members().get(key)).map(Node.Member::value)
        : Optional.empty();
  }

  private static Optional<Node> item(Node node, int index) {
    return node instanceof Node.Sequence sequence && index >= 0 && index < sequence.items().size()
        ? Optional.of(sequence.items().get(index))
        : Optional.empty();
  }
}
