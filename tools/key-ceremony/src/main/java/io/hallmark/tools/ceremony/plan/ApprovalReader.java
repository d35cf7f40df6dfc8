package io.hallmark.tools.ceremony.plan;

import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who has to approve a plan. */
final class ApprovalReader {
  private static final int APPROVERS_MAX = 20;
  private static final String KEY = "a public key (SubjectPublicKeyInfo, EC or Ed25519) as Base64";
  private static final String APPROVERS = "a list of 1 to " + APPROVERS_MAX + " of name and key";
  private static final String ROLES = "a mapping of names of roles to need and of";
  private static final String PEOPLE = "a list of names";
  private static final String PATH = "approvals";

  private final Faults faults;
  private final Map<String, PublicKey> approvers = new LinkedHashMap<>();
  private int listed;
  private int named;
  private final Set<String> inRoles = new LinkedHashSet<>();

  ApprovalReader(Faults faults) {
    this.faults = faults;
  }

  Optional<ApprovalRule> read(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, PATH, node.describe(), "a mapping with required and approvers");
      return Optional.empty();
    }
    int before = faults.count();
    MappingReader in = new MappingReader(mapping, PATH, faults);
    in.requiredNode("approvers", APPROVERS).ifPresent(list -> approvers(in, list));
    List<ApprovalRole> roles = new ArrayList<>();
    Optional<Node> mapped = in.node("roles");
    mapped.ifPresent(each -> roles(in, each, roles));
    Set<String> operators = new LinkedHashSet<>();
    in.node("operators").ifPresent(list -> operators(in, list, operators));
    Optional<Integer> required =
        required(in, mapped.isPresent(), Math.max(mapped.isPresent() ? named : listed, 1));
    in.finish();
    // A rule of half-read parts would ask for less than the file does.
    return faults.count() > before
        ? Optional.empty()
        : required.map(count -> new ApprovalRule(count, approvers, roles, operators));
  }

  /** With roles all of them, unless the plan says fewer. */
  private static Optional<Integer> required(MappingReader in, boolean roles, int most) {
    String expected = "1 to %d, the number of %s".formatted(most, roles ? "roles" : "approvers");
    return roles && in.node("required").isEmpty()
        ? Optional.of(most)
        : in.requiredPlain("required", expected, text -> Shapes.number(text, 1, most));
  }

  private void approvers(MappingReader in, Node list) {
    if (!(list instanceof Node.Sequence sequence)
        || sequence.items().isEmpty()
        || sequence.items().size() > APPROVERS_MAX) {
      in.fault("approvers", APPROVERS);
      return;
    }
    listed = sequence.items().size();
    for (int i = 0; i < listed; i++) {
      approver(sequence.items().get(i), PATH + ".approvers[" + i + "]");
    }
  }

  private void approver(Node node, String path) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with name and key");
      return;
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<String> name = in.requiredText("name", Shapes.LABEL, Shapes::label);
    Optional<PublicKey> key = in.requiredText("key", KEY, ApprovalReader::key);
    in.finish();
    if (name.isEmpty() || key.isEmpty()) {
      return;
    }
    // One person with two names would count twice.
    if (approvers.containsValue(key.get())) {
      in.fault("key", "a key that no approver before has");
    } else if (approvers.putIfAbsent(name.get(), key.get()) != null) {
      in.fault("name", "a name that no approver before has");
    }
  }

  private void roles(MappingReader in, Node node, List<ApprovalRole> roles) {
    if (!(node instanceof Node.Mapping mapping) || mapping.members().isEmpty()) {
      in.fault("roles", ROLES);
      return;
    }
    named = mapping.members().size();
    mapping
        .members()
        .forEach(
            (name, member) -> role(name, member.value(), in.path("roles")).ifPresent(roles::add));
    Set<String> without = new LinkedHashSet<>(approvers.keySet());
    without.removeAll(inRoles);
    if (!without.isEmpty()) {
      in.fault("roles", "a role for every approver; none has " + String.join(", ", without));
    }
  }

  private Optional<ApprovalRole> role(String name, Node node, String above) {
    String path = above + "." + name;
    if (!Shapes.isLabel(name)) {
      faults.add(node, path, "\"" + name + "\"", "a name of " + Shapes.LABEL);
      return Optional.empty();
    }
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with need and of");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Set<String> people = new LinkedHashSet<>();
    in.requiredNode("of", PEOPLE).ifPresent(list -> people(in, "of", list, people));
    for (String person : people) {
      if (!approvers.containsKey(person)) {
        in.fault("of", "names of approvers, which %s is none of".formatted(person));
      } else if (!inRoles.add(person)) {
        // Who stands for two roles would take the place of a second pair of eyes.
        in.fault("of", "people of no other role, which %s is".formatted(person));
      }
    }
    int most = Math.max(people.size(), 1);
    Optional<Integer> need =
        in.requiredPlain(
            "need",
            "1 to %d, the number of its people".formatted(most),
            text -> Shapes.number(text, 1, most));
    in.finish();
    return need.filter(count -> !people.isEmpty())
        .map(count -> new ApprovalRole(name, count, people));
  }

  private void operators(MappingReader in, Node list, Set<String> operators) {
    people(in, "operators", list, operators);
    for (String operator : operators) {
      if (approvers.containsKey(operator)) {
        in.fault("operators", "people who approve nothing, which %s does".formatted(operator));
      }
    }
  }

  private void people(MappingReader in, String key, Node list, Set<String> people) {
    if (!(list instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
      in.fault(key, PEOPLE);
      return;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      String path = in.path(key + "[" + i + "]");
      if (!(item instanceof Node.Scalar scalar)
          || scalar.kind() != Node.Kind.TEXT
          || !Shapes.isLabel(scalar.text())) {
        faults.add(item, path, item.describe(), "a name: " + Shapes.LABEL);
      } else if (!people.add(scalar.text())) {
        faults.add(item, path, item.describe(), "a name that is not in the list before");
      }
    }
  }

  private static PublicKey key(String base64) {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
    IllegalArgumentException none =
        new IllegalArgumentException("neither an EC nor an Ed25519 key");
    for (String algorithm : List.of("EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(encoded);
      } catch (GeneralSecurityException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }
}
