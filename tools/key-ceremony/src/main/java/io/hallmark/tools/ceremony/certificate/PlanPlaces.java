package io.hallmark.tools.ceremony.certificate;

import io.hallmark.certificates.lint.Finding;
import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import io.hallmark.tools.ceremony.plan.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where in a plan something stands that is wrong with a certificate. Confined to one thread. */
final class PlanPlaces {
  /** By how the ids of rules begin; the first that fits. */
  private static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("validity-", List.of("notAfter"));
    KEYS.put("subject-key-", List.of("step"));
    KEYS.put("subject-", List.of("subject"));
    KEYS.put("key-usage-", List.of("profile"));
    KEYS.put("key-", List.of("key", "csr"));
    KEYS.put("rsa-", List.of("key", "csr"));
    KEYS.put("ec-", List.of("key", "csr"));
    KEYS.put("path-length-", List.of("pathLength", "step"));
    KEYS.put("issuer-path-length", List.of("pathLength", "issuerCertificate"));
    KEYS.put("issuer-", List.of("issuerCertificate"));
    KEYS.put("", List.of("step"));
  }

  private final Faults faults;
  private final List<Node> steps;

  /** Of a plan that was read without a fault. */
  PlanPlaces(Plan plan, Path file) {
    this.faults = Faults.of(file);
    Node.Mapping root = (Node.Mapping) SettingsFile.parse(plan.text(), faults);
    this.steps = ((Node.Sequence) root.members().get("steps").value()).items();
  }

  Faults faults() {
    return faults;
  }

  void add(int step, Finding finding) {
    String id = finding.rule().id();
    List<String> keys =
        KEYS.entrySet().stream()
            .filter(entry -> id.startsWith(entry.getKey()))
            .findFirst()
            .orElseThrow()
            .getValue();
    Node.Mapping mapping = (Node.Mapping) steps.get(step);
    String key = keys.stream().filter(mapping.members()::containsKey).findFirst().orElse("step");
    add(
        step,
        key,
        finding.found(),
        "%s (%s)".formatted(finding.rule().wants(), finding.rule().reference()),
        finding.rule().remedy());
  }

  void add(int step, String key, String found, String expected, String remedy) {
    Node node = ((Node.Mapping) steps.get(step)).members().get(key).value();
    faults.add(
        node,
        "steps[%d].%s".formatted(step, key),
        "%s: %s".formatted(node.describe(), found),
        expected,
        remedy);
  }
}
