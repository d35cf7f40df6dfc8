package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Group;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code group.yaml}: id, trust roots, limits. */
final class GroupReader {
  private static final int PAYLOAD_BYTES_LIMIT = 1_000_000;

  private static final String ROOTS = "a list of PEM files, relative to this one";

  /** RFC 5280 section 4.2.1.10. */
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private GroupReader() {}

  static Optional<Group> read(Keys map) {
    Optional<String> id = map.required("group", Values::group);
    if (!map.has("trustRoots")) {
      map.fault("trustRoots", "missing", ROOTS);
    }
    List<X509Certificate> roots =
        map.list("trustRoots", text -> roots(map, text)).stream().flatMap(List::stream).toList();
    if (map.isEmptyList("trustRoots")) {
      map.fault("trustRoots", "empty", ROOTS);
    }
    Optional<Integer> payloadBytesMax =
        map.optionalNumber(
            "payloadBytesMax",
            Values.integer(1, PAYLOAD_BYTES_LIMIT),
            Group.PAYLOAD_BYTES_MAX_DEFAULT);
    Optional<Duration> eventHorizon =
        map.optional("eventHorizon", Values::duration, Group.EVENT_HORIZON_DEFAULT);
    map.end();
    if (id.isEmpty() || roots.isEmpty() || payloadBytesMax.isEmpty() || eventHorizon.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Group(id.get(), roots, payloadBytesMax.get(), eventHorizon.get()));
  }

  private static List<X509Certificate> roots(Keys map, String fileName) {
    List<X509Certificate> roots = PemText.certificatesIn(map.folder()).parse(fileName);
    for (X509Certificate root : roots) {
      if (root.getBasicConstraints() < 0) {
        throw new IllegalArgumentException(
            "certificates of authorities; that of \"%s\" is none"
                .formatted(root.getSubjectX500Principal()));
      }
      if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
        // The JVM, by which gateways check paths, leaves out those of the trust anchor itself.
        throw new IllegalArgumentException(
            "authorities without name constraints of their own; \"%s\" has some, which would bind"
                    .formatted(root.getSubjectX500Principal())
                + " nobody: have them in the authority below it");
      }
    }
    return roots;
  }
}
