package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.config.ConfigPublication;
import io.hallmark.messaging.config.ConfigSection;
import io.hallmark.messaging.config.ConfigView;
import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.HostedIdentity;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.membership.MembershipPublication;
import io.hallmark.messaging.membership.MembershipView;
import io.hallmark.messaging.worker.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Publishes who takes part, and reads back what is published. Each publication returns when the bus
 * has it. Safe for concurrent use.
 */
public final class MembershipSetup implements AutoCloseable {
  private static final String CLIENT = "p2p-setup";
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final long READ_POLL_NANOS = Duration.ofMillis(10).toNanos();

  private final Bus bus;
  private final MembershipPublication publication;

  private MembershipSetup(Bus bus, MembershipPublication publication) {
    this.bus = bus;
    this.publication = publication;
  }

  /** Opens it; connects with the first use. */
  public static MembershipSetup open(Bus bus) {
    return new MembershipSetup(bus, MembershipPublication.open(bus));
  }

  /** All that is published. */
  public record Published(
      List<Group> groups, List<Member> members, List<HostedIdentity> identities) {
    public Published {
      groups = List.copyOf(groups);
      members = List.copyOf(members);
      identities = List.copyOf(identities);
    }
  }

  public void publish(Group group) {
    publication.publish(group);
  }

  public void publish(Member member) {
    publication.publish(member);
  }

  public void publish(HostedIdentity identity) {
    publication.publish(identity);
  }

  /**
   * Publishes a section of configuration, unless it is published already as it is.
   *
   * @return its version, which grows with each change
   */
  public long publishConfig(String section, String yaml) {
    try (ConfigView view = ConfigView.start(bus, CLIENT, new SimpleMeterRegistry());
        ConfigPublication config = ConfigPublication.open(bus)) {
      awaitComplete(view::isComplete, view::readiness);
      ConfigSection before = view.section(section).orElse(null);
      if (before != null && before.yaml().equals(yaml)) {
        return before.version();
      }
      long version = before == null ? 1 : before.version() + 1;
      config.publish(new ConfigSection(section, version, yaml));
      return version;
    }
  }

  /** Reads all that is published by now, in the order of names. */
  public Published read() {
    try (MembershipView view = MembershipView.start(bus, CLIENT, new SimpleMeterRegistry())) {
      awaitComplete(view::isComplete, view::readiness);
      List<Group> groups = view.groups().stream().sorted(Comparator.comparing(Group::id)).toList();
      return new Published(
          groups,
          groups.stream()
              .flatMap(
                  group ->
                      view.members(group.id()).stream().sorted(Comparator.comparing(Member::name)))
              .toList(),
          view.identities().stream()
              .sorted(
                  Comparator.comparing(HostedIdentity::group).thenComparing(HostedIdentity::name))
              .toList());
    }
  }

  /**
   * A member's public description, for {@code p2p-setup member} of another cluster.
   *
   * @throws IllegalArgumentException when there is no such member
   */
  public String exportMember(String group, String name) {
    X500Principal wanted = new X500Principal(name);
    return read().members().stream()
        .filter(member -> member.group().equals(group) && member.principal().equals(wanted))
        .findFirst()
        .map(MembershipFiles::write)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "group %s has no member \"%s\", expected a published one; see p2p-setup list"
                        .formatted(group, name)));
  }

  private void awaitComplete(Supplier<Boolean> complete, Supplier<Readiness> readiness) {
    long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
    while (!complete.get()) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new TimeoutException(
            "bus %s: not read within %s: %s"
                .formatted(
                    bus.bootstrapServers(),
                    READ_TIMEOUT,
                    String.join(", ", readiness.get().waitingFor())));
      }
      LockSupport.parkNanos(READ_POLL_NANOS);
    }
  }

  @Override
  public void close() {
    publication.close();
  }
}
