package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.SessionKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@code member.yaml}: a member as every other has to know it. */
final class MemberReader {
  private MemberReader() {}

  static Optional<Member> read(Keys map) {
    Optional<String> group = map.required("group", Values::group);
    Optional<String> name = map.required("name", Values::name);
    List<URI> endpoints = map.list("endpoints", Values::endpoint);
    List<SessionKey> keys =
        map.maps("sessionKeys", "a list of publicKey or publicKeyFile, and scheme").stream()
            .flatMap(
                key -> {
                  Optional<SessionKey> read = SessionKeyReader.read(key);
                  key.end();
                  return read.stream();
                })
            .toList();
    Optional<Boolean> active = map.optional("status", Values::active, true);
    map.end();
    if (group.isEmpty() || name.isEmpty() || keys.isEmpty() || active.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Member(group.get(), name.get(), endpoints, keys, active.get()));
  }

  /** The same file, written: what {@code export-member} gives to others. */
  static String write(Member member) {
    StringBuilder text = new StringBuilder();
    text.append("# Public: give it to the other members of the group.\n");
    text.append("group: ").append(member.group()).append('\n');
    text.append("name: ").append(quoted(member.name())).append('\n');
    text.append("status: ").append(member.active() ? "ACTIVE" : "SUSPENDED").append('\n');
    text.append(member.endpoints().isEmpty() ? "endpoints: []\n" : "endpoints:\n");
    member.endpoints().forEach(e -> text.append("  - ").append(quoted(e.toString())).append('\n'));
    text.append("sessionKeys:\n");
    for (SessionKey key : member.sessionKeys()) {
      text.append("  - scheme: ").append(key.scheme()).append('\n');
      text.append("    publicKey: |\n");
      text.append(PemText.write(key.publicKey()).indent(6));
    }
    return text.toString();
  }

  /** In YAML's single quotes only the quote itself is special. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
