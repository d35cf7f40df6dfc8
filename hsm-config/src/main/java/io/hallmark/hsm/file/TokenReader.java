package io.hallmark.hsm.file;

import io.hallmark.hsm.pin.PinSource;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The mappings inside a token: which one it is, where its PIN is, what its module finds set. */
final class TokenReader {
  static final String SELECTOR = "one of {label: ...}, {serial: ...}, {uri: \"pkcs11:...\"}";
  static final String PIN =
      "one of {file: PATH}, {credential: NAME}, {command: [PROGRAM, ...]}, {prompt: QUESTION},"
          + " {env: NAME}; the PIN itself has no place here";

  private TokenReader() {}

  static Optional<TokenSelector> selector(Node node, String path, Faults faults) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), SELECTOR);
      return Optional.empty();
    }
    int before = faults.count();
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<TokenSelector> label =
        in.optionalText("label", "a text", text -> text).map(TokenSelector::label);
    Optional<TokenSelector> serial =
        in.optionalText("serial", "a text", text -> text).map(TokenSelector::serial);
    Optional<TokenSelector> uri =
        in.optionalText(
            "uri",
            "a PKCS#11 URI (RFC 7512) of token, serial, manufacturer and model only",
            TokenSelector::uri);
    in.finish();
    if (faults.count() == before && mapping.members().size() != 1) {
      faults.add(mapping, path, mapping.members().size() + " keys", SELECTOR);
    }
    return label.or(() -> serial).or(() -> uri);
  }

  static Optional<PinSource> pin(Node node, String path, Path directory, Faults faults) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, Faults.HIDDEN, PIN);
      return Optional.empty();
    }
    int before = faults.count();
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<PinSource> pin = PinReader.source(in, directory, faults);
    in.finish();
    if (faults.count() == before && mapping.members().size() != 1) {
      faults.add(mapping, path, mapping.members().size() + " keys", PIN);
    }
    return pin;
  }

  static Map<String, String> environment(Node node, String path, Path directory, Faults faults) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping of variables to values");
      return variables;
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    for (String name : mapping.members().keySet()) {
      text(in, name).ifPresent(value -> variables.put(name, resolve(value, directory)));
    }
    return variables;
  }

  /** A value that names a file beside the HSM file means that file. */
  private static String resolve(String value, Path directory) {
    try {
      Path beside = directory.resolve(value);
      return Files.exists(beside) ? beside.toString() : value;
    } catch (InvalidPathException e) {
      return value; // Not a path, so a plain value.
    }
  }

  private static Optional<String> text(MappingReader in, String key) {
    return in.optional(key, "a text", text -> text);
  }
}
