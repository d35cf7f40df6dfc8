package io.hallmark.gateway.identity;

import io.hallmark.messaging.membership.Group;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is who, at one moment: the membership topics with every certificate and name parsed and
 * indexed the way the gateway asks. Immutable.
 *
 * <p>A record that cannot be used is left out and logged: one member's mistake must not keep the
 * others from being reached.
 */
public final class Directory {
  private static final Logger log = LoggerFactory.getLogger(Directory.class);
  static final Directory EMPTY = new Directory();

  private final Map<NameInGroup, HostedIdentity> hosted = new HashMap<>();
  private final Map<String, HostedIdentity> byServerName = new HashMap<>();
  private final Map<NameInGroup, Member> members = new HashMap<>();
  private final Map<String, Set<String>> groupsBySubject = new HashMap<>();
  private final Map<String, TrustRoots> roots = new HashMap<>();
  private final Map<List<X509Certificate>, TrustRoots> rootsByCertificates = new HashMap<>();

  private record NameInGroup(String group, String name) {}

  private Directory() {}

  /**
   * The directory that these records make.
   *
   * @param before the directory until now, whose parsed trust roots are used again where they have
   *     not changed
   */
  public static Directory of(
      Directory before,
      Collection<Group> groups,
      Collection<io.hallmark.messaging.membership.Member> members,
      Collection<io.hallmark.messaging.membership.HostedIdentity> identities) {
    Directory directory = new Directory();
    groups.forEach(group -> directory.addGroup(before, group));
    members.stream()
        .filter(io.hallmark.messaging.membership.Member::active)
        .forEach(member -> usable(member, Member::of).ifPresent(directory::addMember));
    identities.stream()
        .sorted(Comparator.comparing(identity -> identity.group() + "/" + identity.name()))
        .forEach(identity -> usable(identity, HostedIdentity::of).ifPresent(directory::addHosted));
    return directory;
  }

  /** A directory of nobody. */
  public static Directory empty() {
    return EMPTY;
  }

  private static <T, R> Optional<R> usable(T record, Function<T, R> parse) {
    try {
      return Optional.of(parse.apply(record));
    } catch (IllegalArgumentException e) {
      log.warn("a membership record is left out: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void addGroup(Directory before, Group group) {
    List<X509Certificate> certificates = group.trustRoots();
    TrustRoots known =
        before.rootsByCertificates.getOrDefault(
            certificates, rootsByCertificates.get(certificates));
    Optional<TrustRoots> made =
        known != null
            ? Optional.of(known)
            : usable(certificates, all -> TrustRoots.of("group " + group.id(), all));
    made.ifPresent(
        trusted -> {
          rootsByCertificates.put(certificates, trusted);
          roots.put(group.id(), trusted);
        });
  }

  private void addMember(Member member) {
    members.put(new NameInGroup(member.group(), member.name()), member);
    groupsBySubject
        .computeIfAbsent(member.subject(), subject -> new HashSet<>())
        .add(member.group());
  }

  private void addHosted(HostedIdentity identity) {
    hosted.put(new NameInGroup(identity.group(), identity.name()), identity);
    for (String serverName : identity.serverNames()) {
      HostedIdentity first = byServerName.putIfAbsent(serverName, identity);
      if (first != null && !first.certificate().equals(identity.certificate())) {
        log.warn(
            "server name {} is claimed by {} and {}: the first has it",
            serverName,
            first.name(),
            identity.name());
      }
    }
  }

  /** The identity whose certificate goes with a server name (RFC 6066 section 3). */
  public Optional<HostedIdentity> byServerName(String serverName) {
    return Optional.ofNullable(byServerName.get(Names.host(serverName)));
  }

  /** The identity to show to a client that names none: only where all share one certificate. */
  public Optional<HostedIdentity> withoutServerName() {
    long certificates =
        hosted.values().stream().map(HostedIdentity::certificate).distinct().count();
    return certificates == 1 ? hosted.values().stream().findFirst() : Optional.empty();
  }

  public Optional<HostedIdentity> hosted(String group, String name) {
    return Optional.ofNullable(hosted.get(new NameInGroup(group, name)));
  }

  public Collection<HostedIdentity> hosted() {
    return List.copyOf(hosted.values());
  }

  /** An active member. */
  public Optional<Member> member(String group, String name) {
    return Optional.ofNullable(members.get(new NameInGroup(group, name)));
  }

  /**
   * Groups of which a subject is an active member.
   *
   * @param subject in the form of {@link Names#canonical}
   */
  public Set<String> groupsOf(String subject) {
    return Set.copyOf(groupsBySubject.getOrDefault(subject, Set.of()));
  }

  public Optional<TrustRoots> roots(String group) {
    return Optional.ofNullable(roots.get(group));
  }
}
