package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import io.hallmark.tools.ceremony.plan.References.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Reads one step; empty where it has faults. */
final class StepReader {
  private static final int PATH_LENGTH_MAX = 8;
  private static final int CHAIN_MAX = 8;
  private static final String CHAIN =
      "a list of 1 to %d files with certificates, each the one above the one before"
          .formatted(CHAIN_MAX);
  private static final String PATH_LENGTH = "0 to " + PATH_LENGTH_MAX;
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private static final Set<String> PROFILES = Set.of("root", "intermediate");

  private interface Reading {
    Optional<Step> read(MappingReader in);
  }

  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Faults faults;
  private final References references;
  private final Map<Where, Optional<String>> labels;
  private final CustodyStepReader custody;

  StepReader(Faults faults, References references, Map<Where, Optional<String>> labels) {
    this.faults = faults;
    this.references = references;
    this.labels = labels;
    this.custody = new CustodyStepReader(faults, references, labels);
    readings.put("init-token", this::initToken);
    readings.put("set-pins", custody::setPins);
    readings.put("generate-key", this::generateKey);
    readings.put("export-public", this::exportPublic);
    readings.put("export-csr", this::exportCsr);
    readings.put("issue-certificate", this::issueCertificate);
    readings.put("sign-csr", this::signCsr);
    readings.put("split-backup-key", custody::splitBackupKey);
    readings.put("back-up-key", custody::backUpKey);
    readings.put("restore-key", custody::restoreKey);
    readings.put("test-sign", this::testSign);
    readings.put("destroy-key", custody::destroyKey);
    readings.put("inventory", this::inventory);
  }

  Optional<Step> read(Node node, int index) {
    String path = "steps[" + index + "]";
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping with the key step");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    String kinds = "one of " + String.join(", ", readings.keySet());
    Optional<String> kind = in.requiredText("step", kinds, text -> text);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Reading reading = readings.get(kind.get());
    if (reading == null) {
      in.fault("step", kinds);
      return Optional.empty();
    }
    Optional<Step> step = reading.read(in);
    in.finish();
    if (step.isPresent()
        && step.get() instanceof Step.InitToken init
        && init.where() == Where.FIRST
        && index > 0) {
      in.fault("step", "init-token to be the first step");
    }
    return step;
  }

  private Optional<Step> initToken(MappingReader in) {
    Where where = custody.where(in);
    references.initToken(in, where);
    return labels.get(where).map(label -> new Step.InitToken(where, label));
  }

  private Optional<Step> testSign(MappingReader in) {
    Where where = custody.where(in);
    Optional<String> key = in.requiredText("key", Shapes.LABEL, Shapes::label);
    references.useKey(in, "key", where, key);
    return key.map(label -> new Step.TestSign(where, label));
  }

  private Optional<Step> inventory(MappingReader in) {
    Where where = custody.where(in);
    return output(in, Content.OTHER).map(file -> new Step.Inventory(where, file));
  }

  private Optional<Step> generateKey(MappingReader in) {
    Optional<String> label = in.requiredText("key", Shapes.LABEL, Shapes::label);
    var spec = in.requiredText("type", "one of " + KeyTypes.all(), KeyTypes::parse);
    Optional<KeyId> given = in.optionalText("id", Shapes.ID, Shapes::id);
    boolean backup =
        in.optionalPlain("backup", "true or false", text -> Shapes.oneOf(BOOLEANS, text))
            .filter("true"::equals)
            .isPresent();
    if (label.isEmpty()) {
      return Optional.empty();
    }
    KeyId id = given.orElseGet(() -> Shapes.derivedId(label.get()));
    references.addKey(in, label.get(), id, backup);
    return spec.map(s -> new Step.GenerateKey(label.get(), id, s, backup));
  }

  private Optional<Step> exportPublic(MappingReader in) {
    Optional<String> key = key(in, "key");
    Optional<String> file = output(in, Content.OTHER);
    return key.flatMap(k -> file.map(f -> new Step.ExportPublic(k, f)));
  }

  private Optional<Step> exportCsr(MappingReader in) {
    Optional<String> key = key(in, "key");
    Optional<X500Principal> subject = subject(in);
    Optional<String> file = output(in, Content.REQUEST);
    return key.flatMap(k -> subject.flatMap(s -> file.map(f -> new Step.ExportCsr(k, s, f))));
  }

  private Optional<Step> issueCertificate(MappingReader in) {
    Optional<String> profile =
        in.requiredText(
            "profile",
            "root or intermediate; this version has no other profiles",
            text -> Shapes.oneOf(PROFILES, text));
    boolean root = profile.filter("root"::equals).isPresent();
    Optional<String> key = key(in, "key");
    Optional<X500Principal> subject = subject(in);
    Optional<Step.Validity> validity = validity(in);
    OptionalInt length = pathLength(in, root ? OptionalInt.empty() : OptionalInt.of(0));
    Optional<Step.Issuer> issuer = root ? noIssuer(in) : issuer(in);
    Optional<String> file = output(in, Content.CERTIFICATE);
    if (profile.isEmpty() || (!root && issuer.isEmpty())) {
      return Optional.empty();
    }
    return key.flatMap(
        k ->
            subject.flatMap(
                s ->
                    validity.flatMap(
                        v ->
                            file.map(f -> new Step.IssueCertificate(k, s, v, length, issuer, f)))));
  }

  private Optional<Step> signCsr(MappingReader in) {
    in.requiredText(
        "profile",
        "intermediate; this version signs no other requests",
        text -> Shapes.oneOf(Set.of("intermediate"), text));
    Optional<String> csr = in.requiredText("csr", Shapes.FILE, Shapes::file);
    references.useFile(in, "csr", csr, Content.REQUEST);
    Optional<X500Principal> subject = subject(in);
    Optional<Step.Validity> validity = validity(in);
    OptionalInt length = pathLength(in, OptionalInt.of(0));
    Optional<Step.Issuer> issuer = issuer(in);
    Optional<String> file = output(in, Content.CERTIFICATE);
    return csr.flatMap(
        c ->
            subject.flatMap(
                s ->
                    validity.flatMap(
                        v ->
                            issuer.flatMap(
                                i -> file.map(f -> new Step.SignCsr(c, s, v, length, i, f))))));
  }

  private Optional<String> key(MappingReader in, String name) {
    Optional<String> key = in.requiredText(name, Shapes.LABEL, Shapes::label);
    references.useKey(in, name, Where.FIRST, key);
    return key;
  }

  private Optional<String> output(MappingReader in, Content content) {
    Optional<String> file = in.requiredText("file", Shapes.FILE, Shapes::file);
    references.addOutput(in, file, content);
    return file;
  }

  private static Optional<X500Principal> subject(MappingReader in) {
    return in.requiredText("subject", Shapes.SUBJECT, Shapes::subject);
  }

  private static Optional<Step.Validity> validity(MappingReader in) {
    Optional<Instant> from = in.requiredText("notBefore", Shapes.TIME, Shapes::time);
    Optional<Instant> to = in.requiredText("notAfter", Shapes.TIME, Shapes::time);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      in.fault("notAfter", "a time after notBefore");
      return Optional.empty();
    }
    return Optional.of(new Step.Validity(from.get(), to.get()));
  }

  private static OptionalInt pathLength(MappingReader in, OptionalInt otherwise) {
    return in.optionalPlain(
            "pathLength", PATH_LENGTH, text -> Shapes.number(text, 0, PATH_LENGTH_MAX))
        .map(OptionalInt::of)
        .orElse(otherwise);
  }

  private Optional<Step.Issuer> issuer(MappingReader in) {
    Optional<String> key = key(in, "issuerKey");
    Optional<String> certificate = in.requiredText("issuerCertificate", Shapes.FILE, Shapes::file);
    references.useFile(in, "issuerCertificate", certificate, Content.CERTIFICATE);
    List<String> chain = issuerChain(in);
    return key.flatMap(k -> certificate.map(c -> new Step.Issuer(k, c, chain)));
  }

  private List<String> issuerChain(MappingReader in) {
    Optional<Node> node = in.node("issuerChain");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Node.Sequence list)
        || list.items().isEmpty()
        || list.items().size() > CHAIN_MAX) {
      in.fault("issuerChain", CHAIN);
      return List.of();
    }
    List<String> files = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      Optional<String> file = fileName(item).filter(name -> !files.contains(name));
      if (file.isEmpty()) {
        faults.add(item, in.path("issuerChain[" + i + "]"), item.describe(), Shapes.FILE);
      }
      references.useFile(in, "issuerChain", file, Content.CERTIFICATE);
      file.ifPresent(files::add);
    }
    return files;
  }

  private static Optional<String> fileName(Node node) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Kind.TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Shapes.file(scalar.text()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Told by the caller, with its place.
    }
  }

  private static Optional<Step.Issuer> noIssuer(MappingReader in) {
    for (String name : new String[] {"issuerKey", "issuerCertificate", "issuerChain"}) {
      if (in.node(name).isPresent()) {
        in.fault(name, "no issuer, since a root signs itself");
      }
    }
    return Optional.empty();
  }
}
