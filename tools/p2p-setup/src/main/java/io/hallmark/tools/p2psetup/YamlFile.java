package io.hallmark.tools.p2psetup;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a YAML file as a tree with line numbers; nothing in it can make objects of its own. */
final class YamlFile {
  private static final int BYTES_MAX = 1024 * 1024;
  private static final int DEPTH_MAX = 20;

  private YamlFile() {}

  static Optional<YamlMap> read(Path file, List<Fault> faults) {
    return text(file, faults).flatMap(text -> parse(file, text, faults));
  }

  /** The file's text, or a fault. */
  static Optional<String> text(Path file, List<Fault> faults) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        faults.add(
            new Fault(file, 0, "", Files.size(file) + " bytes", "at most %d".formatted(BYTES_MAX)));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      faults.add(new Fault(file, 0, "", "cannot be read: " + e, "a readable YAML file"));
      return Optional.empty();
    }
  }

  static Optional<YamlMap> parse(Path file, String text, List<Fault> faults) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(DEPTH_MAX);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root instanceof MappingNode mapping) {
        return Optional.of(new YamlMap(file, "", mapping, faults));
      }
      faults.add(new Fault(file, 1, "", root == null ? "empty" : "no mapping", "keys and values"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      faults.add(new Fault(file, line, "", "no YAML (" + e.getProblem() + ")", "a YAML file"));
    } catch (YAMLException e) {
      faults.add(new Fault(file, 0, "", "no YAML (" + e.getMessage() + ")", "a YAML file"));
    }
    return Optional.empty();
  }
}
