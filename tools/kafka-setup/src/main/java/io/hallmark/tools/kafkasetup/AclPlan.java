package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicAccess;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each role may do, as Kafka's ACLs: topics as in the catalogue; groups and transactions whose
 * ids begin with the role's own id; and to read the brokers' settings, by which a worker chooses
 * its group protocol.
 */
final class AclPlan {
  private static final String ANY_HOST = "*";

  private final String principalPrefix;

  /**
   * @param principalPrefix what stands before a role's id in its principal's name, with the type,
   *     for instance {@code User:hallmark-}
   */
  AclPlan(String principalPrefix) {
    if (!principalPrefix.matches("[A-Za-z]+:.*")) {
      throw new IllegalArgumentException(
          "principal prefix \"%s\" has no type, expected one such as User: or User:hallmark-"
              .formatted(principalPrefix));
    }
    this.principalPrefix = principalPrefix;
  }

  List<AclBinding> all() {
    return Stream.of(Role.values()).flatMap(this::of).toList();
  }

  private Stream<AclBinding> of(Role role) {
    return Stream.of(topics(role), groups(role), transactions(role), cluster(role))
        .flatMap(acls -> acls);
  }

  private Stream<AclBinding> topics(Role role) {
    return TopicCatalogue.accessOf(role).stream()
        .flatMap(
            access -> {
              ResourcePattern topic =
                  new ResourcePattern(ResourceType.TOPIC, access.name(), pattern(access));
              return access.operations().stream()
                  .sorted()
                  .map(operation -> allow(role, topic, operation(operation)));
            });
  }

  private Stream<AclBinding> groups(Role role) {
    ResourcePattern groups = own(ResourceType.GROUP, role);
    return Stream.of(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS)
        .map(operation -> allow(role, groups, operation));
  }

  private Stream<AclBinding> transactions(Role role) {
    return Stream.of(allow(role, own(ResourceType.TRANSACTIONAL_ID, role), AclOperation.WRITE));
  }

  private Stream<AclBinding> cluster(Role role) {
    ResourcePattern cluster =
        new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
    return Stream.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)
        .map(operation -> allow(role, cluster, operation));
  }

  private static ResourcePattern own(ResourceType type, Role role) {
    return new ResourcePattern(type, role.id(), PatternType.PREFIXED);
  }

  private static PatternType pattern(TopicAccess access) {
    return access.prefix() ? PatternType.PREFIXED : PatternType.LITERAL;
  }

  private static AclOperation operation(TopicAccess.Operation operation) {
    return switch (operation) {
      case READ -> AclOperation.READ;
      case WRITE -> AclOperation.WRITE;
      case CREATE -> AclOperation.CREATE;
    };
  }

  private AclBinding allow(Role role, ResourcePattern what, AclOperation operation) {
    return new AclBinding(
        what,
        new AccessControlEntry(
            principalPrefix + role.id(), ANY_HOST, operation, AclPermissionType.ALLOW));
  }
}
