package io.hallmark.tools.ceremony.plan;

import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads who has to approve a plan. */
final class ApprovalReader {
  private static final int APPROVERS_MAX = 20;
  private static final String KEY = "a public key (SubjectPublicKeyInfo, EC or Ed25519) as Base64";

  private final Faults faults;

  ApprovalReader(Faults faults) {
    this.faults = faults;
  }

  Optional<ApprovalRule> read(Node node) {
    String path = "approvals";
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with required and approvers");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<Integer> required =
        in.required(
            "required",
            "1 to the number of approvers",
            text -> Shapes.number(text, 1, APPROVERS_MAX));
    Map<String, PublicKey> approvers = new LinkedHashMap<>();
    Optional<Node> list = in.requiredNode("approvers", "a list of name and key");
    in.finish();
    if (list.isPresent() && list.get() instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        approver(sequence.items().get(i), path + ".approvers[" + i + "]", approvers);
      }
      if (required.isPresent() && required.get() > sequence.items().size()) {
        in.fault("required", "1 to " + sequence.items().size() + ", the number of approvers");
        return Optional.empty();
      }
      return required
          .filter(count -> approvers.size() == sequence.items().size())
          .map(count -> new ApprovalRule(count, approvers));
    }
    list.ifPresent(other -> in.fault("approvers", "a list of name and key"));
    return Optional.empty();
  }

  private void approver(Node node, String path, Map<String, PublicKey> approvers) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with name and key");
      return;
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<String> name = in.required("name", Shapes.LABEL, Shapes::label);
    Optional<PublicKey> key = in.required("key", KEY, ApprovalReader::key);
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
