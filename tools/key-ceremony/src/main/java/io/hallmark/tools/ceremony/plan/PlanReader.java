package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.BlankToken;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/** Turns the nodes of a plan into its records, and reports all that is wrong. */
final class PlanReader {
  private static final int NAME_CHARS_MAX = 100;
  private static final int WITNESSES_MAX = 9;
  private static final int PIN_PARTS_MAX = 4;
  private static final int LABEL_CHARS_MAX = 32;
  private static final int STEPS_MAX = 200;
  private static final long SLOT_MAX = 0xffff_ffffL;
  private static final String SLOT = "the number of a slot, 0 to " + SLOT_MAX;
  private static final Set<String> BOOLEANS = Set.of("true", "false");

  private final String text;
  private final Path folder;
  private final Path inputFolder;
  private final Faults faults;
  private final References references = new References();

  PlanReader(String text, Path folder, Path inputFolder, Faults faults) {
    this.text = text;
    this.folder = folder;
    this.inputFolder = inputFolder;
    this.faults = faults;
  }

  Plan plan(Node root) throws PlanException {
    if (!(root instanceof Node.Mapping mapping)) {
      faults.add(root, "", root.describe(), "a mapping with the keys ceremony, token and steps");
      PlanException.throwIfAny(faults);
      throw new IllegalStateException("a fault was just added");
    }
    MappingReader in = new MappingReader(mapping, "", faults);
    var name =
        in.requiredText(
            "ceremony", "a name of 1 to " + NAME_CHARS_MAX + " printable characters", Names::name);
    int witnesses = number(in, "witnesses", 0, WITNESSES_MAX, 0);
    int pinParts = number(in, "pinParts", 1, PIN_PARTS_MAX, 1);
    Optional<PlannedToken> token =
        in.requiredNode("token", "a mapping with module and label")
            .flatMap(node -> token(node, "token"));
    Optional<PlannedToken> second =
        in.node("secondToken").flatMap(node -> token(node, "secondToken"));
    Set<String> exceptions = new LinkedHashSet<>();
    list(in, "networkExceptions", (node, path) -> text(node, path).ifPresent(exceptions::add));
    Set<String> existing = new LinkedHashSet<>();
    list(in, "existingKeys", (node, path) -> existing(node, path).ifPresent(existing::add));
    Optional<ApprovalRule> approvals =
        in.node("approvals").flatMap(new ApprovalReader(faults)::read);
    Optional<String> toolSha256 = in.optionalText("toolSha256", Shapes.SHA256, Shapes::sha256);
    Optional<Path> printer =
        in.optionalText("sharePrinter", "the path of a program that prints", folder::resolve);
    Optional<String> evidenceKey = in.optionalText("evidenceKey", Shapes.LABEL, Shapes::label);
    List<PlanInput> inputs = new ArrayList<>();
    list(in, "inputs", (node, path) -> input(node, path).ifPresent(inputs::add));
    List<Step> steps = steps(in, token, second);
    references.useKey(in, "evidenceKey", Where.FIRST, evidenceKey);
    checkTokens(in, token, second);
    checkInitialisation(in, steps, token, existing);
    checkBlank(in, "token", Where.FIRST, steps, token);
    checkBlank(in, "secondToken", Where.SECOND, steps, second);
    in.finish();
    PlanException.throwIfAny(faults);
    return new Plan(
        text,
        folder,
        inputFolder,
        name.orElseThrow(),
        token.orElseThrow(),
        second,
        witnesses,
        pinParts,
        exceptions,
        existing,
        approvals,
        toolSha256,
        printer,
        evidenceKey,
        inputs,
        steps);
  }

  private static long slot(String text) {
    long slot = Long.parseLong(text);
    if (slot < 0 || slot > SLOT_MAX) {
      throw new IllegalArgumentException(slot + " is no slot");
    }
    return slot;
  }

  private static int number(MappingReader in, String key, int min, int max, int otherwise) {
    return in.optionalPlain(key, min + " to " + max, text -> Shapes.number(text, min, max))
        .orElse(otherwise);
  }

  private Optional<PlannedToken> token(Node node, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with module and label");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<Path> module = in.requiredText("module", "the path of a module", folder::resolve);
    Optional<String> label =
        in.requiredText(
            "label", "1 to " + LABEL_CHARS_MAX + " printable ASCII characters", Names::tokenLabel);
    Optional<String> serial = in.optionalText("serial", "the token's serial", value -> value);
    BlankToken blank =
        new BlankToken(
            in.optionalText("blankSerial", "the serial of a blank token", value -> value),
            in.optionalPlain("blankSlot", SLOT, value -> OptionalLong.of(slot(value)))
                .orElse(OptionalLong.empty()));
    Map<String, String> environment = new LinkedHashMap<>();
    in.node("environment")
        .ifPresent(variables -> environment(variables, path + ".environment", environment));
    TokenDemands demands =
        new TokenDemands(
            in.optionalText("model", "the token's model", value -> value),
            in.optionalText("firmware", "the token's firmware", value -> value),
            in.optionalText("moduleSha256", Shapes.SHA256, Shapes::sha256),
            in.optionalPlain("fips", "true or false", value -> Shapes.oneOf(BOOLEANS, value))
                .filter("true"::equals)
                .isPresent());
    in.finish();
    return module.flatMap(
        m -> label.map(l -> new PlannedToken(m, l, serial, blank, environment, demands)));
  }

  private void environment(Node node, String path, Map<String, String> variables) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping of variables to values");
      return;
    }
    mapping
        .members()
        .forEach(
            (name, member) ->
                value(member.value(), path + "." + name)
                    .ifPresent(value -> variables.put(name, besidePlan(value))));
  }

  /** Of a variable, for which a number is as good as a text. */
  private Optional<String> value(Node node, String path) {
    if (node instanceof Node.Scalar scalar && scalar.text() != null) {
      return Optional.of(scalar.text());
    }
    faults.add(node, path, node.describe(), "a text");
    return Optional.empty();
  }

  /** A value that names a file beside the plan means that file. */
  private String besidePlan(String value) {
    try {
      Path beside = folder.resolve(value);
      return Files.exists(beside) ? beside.toString() : value;
    } catch (InvalidPathException e) {
      return value; // Not a path, so a plain value.
    }
  }

  private void list(MappingReader in, String key, BiConsumer<Node, String> each) {
    Optional<Node> node = in.node(key);
    if (node.isEmpty()) {
      return;
    }
    if (!(node.get() instanceof Node.Sequence sequence)) {
      in.fault(key, "a list");
      return;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      each.accept(sequence.items().get(i), key + "[" + i + "]");
    }
  }

  private Optional<String> text(Node node, String path) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
      return Optional.of(scalar.text());
    }
    faults.add(node, path, node.describe(), "a text", "put it in quotes");
    return Optional.empty();
  }

  private Optional<String> existing(Node node, String path) {
    Optional<String> label = text(node, path);
    if (label.isPresent() && !references.addExisting(label.get())) {
      faults.add(node, path, node.describe(), "a label named once");
    }
    return label;
  }

  private Optional<PlanInput> input(Node node, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with file and sha256");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<String> file = in.requiredText("file", Shapes.FILE, Shapes::file);
    Optional<String> sha256 = in.requiredText("sha256", Shapes.SHA256, Shapes::sha256);
    in.finish();
    if (file.isPresent() && !references.addInput(file.get())) {
      in.fault("file", "a name that no file before has");
    }
    if (file.isEmpty() || sha256.isEmpty()) {
      return Optional.empty();
    }
    try {
      String found = SpokenHash.of(Files.readAllBytes(inputFolder.resolve(file.get()))).hex();
      if (!found.equals(sha256.get())) {
        in.fault("sha256", found + ", which is the file's");
      }
    } catch (IOException e) {
      in.fault("file", "a readable file beside the plan");
    }
    return Optional.of(new PlanInput(file.get(), sha256.get()));
  }

  private List<Step> steps(
      MappingReader in, Optional<PlannedToken> token, Optional<PlannedToken> second) {
    List<Step> steps = new ArrayList<>();
    String expected = "a list of 1 to " + STEPS_MAX + " steps";
    Optional<Node> node = in.requiredNode("steps", expected);
    if (node.isEmpty()) {
      return steps;
    }
    if (!(node.get() instanceof Node.Sequence sequence)
        || sequence.items().isEmpty()
        || sequence.items().size() > STEPS_MAX) {
      in.fault("steps", expected);
      return steps;
    }
    StepReader reader =
        new StepReader(
            faults,
            references,
            Map.of(
                Where.FIRST,
                token.map(PlannedToken::label),
                Where.SECOND,
                second.map(PlannedToken::label)));
    for (int i = 0; i < sequence.items().size(); i++) {
      reader.read(sequence.items().get(i), i).ifPresent(steps::add);
    }
    return steps;
  }

  /** Tokens are told apart by their labels, in rehearsals too. */
  private static void checkTokens(
      MappingReader in, Optional<PlannedToken> token, Optional<PlannedToken> second) {
    if (token.isPresent()
        && second.isPresent()
        && token.get().label().equals(second.get().label())) {
      in.fault("secondToken", "a label that differs from the first token's");
    }
    if (token.isPresent()
        && second.isPresent()
        && token.get().blank().isNamed()
        && token.get().blank().equals(second.get().blank())
        && token.get().module().equals(second.get().module())) {
      in.fault("secondToken", "another blank token than the first token is made of");
    }
  }

  private static void checkBlank(
      MappingReader in, String key, Where where, List<Step> steps, Optional<PlannedToken> token) {
    boolean initialised =
        steps.stream()
            .anyMatch(step -> step instanceof Step.InitToken init && init.where() == where);
    if (!initialised && token.filter(planned -> planned.blank().isNamed()).isPresent()) {
      in.fault(key, "no blankSerial and no blankSlot, since no init-token initialises the token");
    }
  }

  private static void checkInitialisation(
      MappingReader in, List<Step> steps, Optional<PlannedToken> token, Set<String> existing) {
    boolean blank = !steps.isEmpty() && steps.get(0) instanceof Step.InitToken;
    if (blank && token.flatMap(PlannedToken::serial).isPresent()) {
      in.fault("token", "no serial, since init-token gives the token a new one");
    }
    if (blank && !existing.isEmpty()) {
      in.fault("existingKeys", "none, since init-token leaves no key");
    }
  }
}
