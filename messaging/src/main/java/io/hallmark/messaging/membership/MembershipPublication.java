package io.hallmark.messaging.membership;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.membership.GroupRecord;
import io.hallmark.messaging.wire.membership.IdentityRecord;
import io.hallmark.messaging.wire.membership.MemberRecord;

/**
 * Publishes membership. Each call returns when the bus has the record, and throws {@link
 * io.hallmark.messaging.client.BusUnavailableException} when it does not take it. Safe for
 * concurrent use.
 */
public final class MembershipPublication implements AutoCloseable {
  private final Codec<GroupRecord> groups = Codec.of(GroupRecord.class);
  private final Codec<MemberRecord> members = Codec.of(MemberRecord.class);
  private final Codec<IdentityRecord> identities = Codec.of(IdentityRecord.class);
  private final Publication publication;

  private MembershipPublication(Publication publication) {
    this.publication = publication;
  }

  public static MembershipPublication open(Bus bus) {
    return new MembershipPublication(Publication.open(bus, "membership-publication"));
  }

  public void publish(Group group) {
    publication.put(
        TopicCatalogue.MEMBERSHIP_GROUPS, group.id(), groups.encode(MembershipWire.write(group)));
  }

  public void publish(Member member) {
    publication.put(
        TopicCatalogue.MEMBERSHIP_MEMBERS,
        Names.key(member.group(), member.name()),
        members.encode(MembershipWire.write(member)));
  }

  public void publish(HostedIdentity identity) {
    publication.put(
        TopicCatalogue.MEMBERSHIP_IDENTITIES,
        Names.key(identity.group(), identity.name()),
        identities.encode(MembershipWire.write(identity)));
  }

  public void removeGroup(String id) {
    publication.remove(TopicCatalogue.MEMBERSHIP_GROUPS, id);
  }

  public void removeMember(String group, String name) {
    publication.remove(TopicCatalogue.MEMBERSHIP_MEMBERS, Names.key(group, name));
  }

  public void removeIdentity(String group, String name) {
    publication.remove(TopicCatalogue.MEMBERSHIP_IDENTITIES, Names.key(group, name));
  }

  @Override
  public void close() {
    publication.close();
  }
}
