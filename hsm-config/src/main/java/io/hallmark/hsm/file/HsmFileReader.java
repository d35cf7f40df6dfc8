package io.hallmark.hsm.file;

import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Turns a parsed HSM file into token configurations, collecting every fault on the way. */
final class HsmFileReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int TOKENS_MAX = 64;

  private final Path directory;
  private final Faults faults;

  HsmFileReader(Path file, Faults faults) {
    this.directory = SettingsFile.folder(file);
    this.faults = faults;
  }

  List<TokenConfig> tokens(Node root) {
    if (!(root instanceof Node.Mapping mapping)) {
      if (faults.count() == 0) {
        faults.add(root, "", root.describe(), "a mapping with the key tokens");
      }
      return List.of();
    }
    MappingReader reader = new MappingReader(mapping, "", faults);
    Optional<Node> list = reader.requiredNode("tokens", "a list of tokens");
    reader.finish();
    return list.map(this::tokenList).orElse(List.of());
  }

  private List<TokenConfig> tokenList(Node node) {
    if (!(node instanceof Node.Sequence sequence)
        || sequence.items().isEmpty()
        || sequence.items().size() > TOKENS_MAX) {
      faults.add(node, "tokens", node.describe(), "a list of 1 to 64 tokens");
      return List.of();
    }
    List<TokenConfig> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Map<Path, Map<String, String>> environments = new HashMap<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      String path = "tokens[" + i + "]";
      checkName(names, item, path);
      Optional<TokenConfig> token = token(item, path);
      token.ifPresent(
          config -> {
            checkEnvironment(environments, config, item, path);
            tokens.add(config);
          });
    }
    return tokens;
  }

  /** Whatever else is wrong with the tokens. */
  private void checkName(Set<String> names, Node item, String path) {
    Node.Member name = item instanceof Node.Mapping token ? token.members().get("name") : null;
    if (name != null
        && name.value() instanceof Node.Scalar scalar
        && scalar.text() != null
        && !names.add(scalar.text())) {
      faults.add(scalar, path + ".name", scalar.describe(), "a name used once");
    }
  }

  /** A module reads its environment once for the process, so two tokens cannot differ in it. */
  private void checkEnvironment(
      Map<Path, Map<String, String>> seen, TokenConfig config, Node item, String path) {
    Map<String, String> earlier = seen.putIfAbsent(config.module(), config.environment());
    if (earlier != null && !earlier.equals(config.environment())) {
      faults.add(
          item,
          path + ".environment",
          "different from an earlier token's",
          "the same environment for all tokens of module " + config.module());
    }
  }

  private Optional<TokenConfig> token(Node node, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping");
      return Optional.empty();
    }
    int before = faults.count();
    MappingReader in = new MappingReader(mapping, path, faults);
    String nameShape = "lower-case letters, digits and hyphens, 1 to 63";
    var name =
        in.requiredText(
            "name", nameShape, checked(text -> NAME.matcher(text).matches(), text -> text));
    String modulePath = "the path of a PKCS#11 module";
    var module = in.requiredText("module", modulePath, directory::resolve);
    var selector =
        in.requiredNode("token", TokenReader.SELECTOR)
            .flatMap(n -> TokenReader.selector(n, in.path("token"), faults));
    var pin =
        in.requiredNode("pin", TokenReader.PIN)
            .flatMap(n -> TokenReader.pin(n, in.path("pin"), directory, faults));
    var lanes = number(in, "lanes", 1, TokenConfig.LANES_MAX);
    var engine = engine(in);
    var serialise = serialise(in);
    var timeout = timeout(in);
    var verify = verify(in);
    var unwrapped = number(in, "unwrappedKeys", 1, TokenConfig.UNWRAPPED_KEYS_MAX);
    var copies = number(in, "freshCopies", 0, TokenConfig.FRESH_COPIES_MAX);
    var environment =
        in.node("environment")
            .map(n -> TokenReader.environment(n, in.path("environment"), directory, faults));
    in.finish();
    if (faults.count() > before) {
      return Optional.empty();
    }
    TokenConfig config =
        TokenConfig.of(
                name.orElseThrow(), module.orElseThrow(), selector.orElseThrow(), pin.orElseThrow())
            .withEngine(engine.orElse(Engine.CRYPTOKI))
            .withSerialise(serialise.orElse(false))
            .withSignTimeout(timeout.orElse(TokenConfig.SIGN_TIMEOUT_DEFAULT))
            .withVerify(verify.orElse(TokenConfig.VERIFY_DEFAULT))
            .withUnwrappedKeys(unwrapped.orElse(TokenConfig.UNWRAPPED_KEYS_DEFAULT))
            .withFreshCopies(copies.orElse(TokenConfig.FRESH_COPIES_DEFAULT))
            .withEnvironment(environment.orElse(Map.of()));
    return Optional.of(lanes.map(config::withLanes).orElse(config));
  }

  private static Optional<Integer> number(MappingReader in, String key, int least, int most) {
    return in.optionalPlain(
        key,
        least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException();
          }
          return number;
        });
  }

  private static Optional<Engine> engine(MappingReader in) {
    return in.optionalText(
        "engine",
        "cryptoki or sunpkcs11",
        checked(
            text -> text.equals("cryptoki") || text.equals("sunpkcs11"),
            text -> Engine.valueOf(text.toUpperCase(Locale.ROOT))));
  }

  private static Optional<Boolean> serialise(MappingReader in) {
    return in.optionalPlain(
        "serialise",
        "true or false",
        checked(text -> text.equals("true") || text.equals("false"), Boolean::valueOf));
  }

  private static Optional<Duration> timeout(MappingReader in) {
    return in.optionalText(
        "signTimeout",
        "100ms to 5m, as in 10s",
        text -> {
          Duration timeout = Durations.parse(text);
          if (timeout.compareTo(TokenConfig.SIGN_TIMEOUT_MIN) < 0
              || timeout.compareTo(TokenConfig.SIGN_TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException();
          }
          return timeout;
        });
  }

  private static Optional<Double> verify(MappingReader in) {
    return in.optionalPlain(
        "verify",
        "a share, 0 to 1",
        text -> {
          double share = Double.parseDouble(text);
          if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException();
          }
          return share;
        });
  }

  private static <T> Function<String, T> checked(
      Predicate<String> check, Function<String, T> convert) {
    return text -> {
      if (!check.test(text)) {
        throw new IllegalArgumentException();
      }
      return convert.apply(text);
    };
  }
}
