package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Group;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code group.yaml}: id, trust roots, limits. */
final class GroupReader {
  private static final int PAYLOAD_BYTES_LIMIT = 1_000_000;

  private GroupReader() {}

  static Optional<Group> read(YamlMap map) {
    Optional<String> id = map.required("group", Values::group);
    if (!map.has("trustRoots")) {
      map.fault("trustRoots", "missing", "a list of PEM files");
    }
    List<X509Certificate> roots =
        map.list("trustRoots", text -> roots(map, text)).stream().flatMap(List::stream).toList();
    Optional<Integer> payloadBytesMax =
        map.optional(
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

  private static List<X509Certificate> roots(YamlMap map, String fileName) {
    List<X509Certificate> roots = PemText.certificatesIn(map.folder()).parse(fileName);
    for (X509Certificate root : roots) {
      if (root.getBasicConstraints() < 0) {
        throw new IllegalArgumentException(
            "certificates of authorities; that of \"%s\" is none"
                .formatted(root.getSubjectX500Principal()));
      }
    }
    return roots;
  }
}
