package io.hallmark.messaging.membership;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.view.CompactedView;
import io.hallmark.messaging.wire.membership.GroupRecord;
import io.hallmark.messaging.wire.membership.IdentityRecord;
import io.hallmark.messaging.wire.membership.MemberRecord;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Groups, their members, and the identities that this cluster hosts, as published now. Safe for
 * concurrent use. A record that is not valid is counted, logged and skipped; what was valid before
 * stays.
 */
public final class MembershipView implements AutoCloseable {
  private final CompactedView<Group> groups;
  private final CompactedView<Member> members;
  private final CompactedView<HostedIdentity> identities;
  private final Runnable closeSchemas;

  private MembershipView(WorkerEnvironment environment, String clientId, Runnable closeSchemas) {
    this.closeSchemas = closeSchemas;
    Codec<GroupRecord> groupCodec = environment.codec(GroupRecord.class);
    Codec<MemberRecord> memberCodec = environment.codec(MemberRecord.class);
    Codec<IdentityRecord> identityCodec = environment.codec(IdentityRecord.class);
    groups =
        CompactedView.start(
            environment,
            TopicCatalogue.MEMBERSHIP_GROUPS,
            clientId,
            (key, bytes) -> MembershipWire.read(groupCodec.decode(bytes)));
    members =
        CompactedView.start(
            environment,
            TopicCatalogue.MEMBERSHIP_MEMBERS,
            clientId,
            (key, bytes) -> MembershipWire.read(memberCodec.decode(bytes)));
    identities =
        CompactedView.start(
            environment,
            TopicCatalogue.MEMBERSHIP_IDENTITIES,
            clientId,
            (key, bytes) -> MembershipWire.read(identityCodec.decode(bytes)));
  }

  /** Returns at once; reads in the background, records of other versions too. */
  public static MembershipView start(Bus bus, String clientId, MeterRegistry metrics) {
    SchemasOnDemand schemas = SchemasOnDemand.of(bus, clientId, metrics);
    return new MembershipView(
        WorkerEnvironment.unwatched(bus, metrics).with(schemas), clientId, schemas::close);
  }

  /** The same for a worker, whose watchdog then watches the view's threads. */
  public static MembershipView start(WorkerEnvironment environment, String clientId) {
    return new MembershipView(environment, clientId, () -> {});
  }

  public Optional<Group> group(String id) {
    return groups.get(id);
  }

  /** Every group. */
  public List<Group> groups() {
    return List.copyOf(groups.snapshot().values());
  }

  /** Every member of a group, suspended ones too. */
  public List<Member> members(String group) {
    return members.snapshot().values().stream().filter(m -> m.group().equals(group)).toList();
  }

  /**
   * One member.
   *
   * @param name exactly as published
   */
  public Optional<Member> member(String group, String name) {
    return members.get(Names.key(group, name));
  }

  /** Every identity that this cluster hosts. */
  public List<HostedIdentity> identities() {
    return List.copyOf(identities.snapshot().values());
  }

  /**
   * One identity that this cluster hosts.
   *
   * @param name exactly as published
   */
  public Optional<HostedIdentity> identity(String group, String name) {
    return identities.get(Names.key(group, name));
  }

  /** Runs {@code listener} on a thread of the view after changes. It must be quick. */
  public void onChange(Runnable listener) {
    groups.onChange(listener);
    members.onChange(listener);
    identities.onChange(listener);
  }

  /** Whether all that was published when the view started has been read. */
  public boolean isComplete() {
    return groups.isComplete() && members.isComplete() && identities.isComplete();
  }

  public Readiness readiness() {
    return new Readiness(
        Stream.of(groups, members, identities)
            .flatMap(view -> view.readiness().waitingFor().stream())
            .toList());
  }

  @Override
  public void close() {
    identities.close();
    members.close();
    groups.close();
    closeSchemas.run();
  }
}
