package io.hallmark.tools.kafkasetup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** ACLs as commands of Kafka's own tool, for an operator to read, change and run. */
final class AclCommands {
  private record Grant(String principal, ResourcePattern pattern) {}

  private AclCommands() {}

  /** One command for each principal and resource. */
  static List<String> of(List<AclBinding> acls, String bootstrapServers) {
    Map<Grant, TreeSet<AclOperation>> grants = new LinkedHashMap<>();
    for (AclBinding acl : acls) {
      grants
          .computeIfAbsent(
              new Grant(acl.entry().principal(), acl.pattern()), grant -> new TreeSet<>())
          .add(acl.entry().operation());
    }
    return grants.entrySet().stream()
        .map(grant -> command(bootstrapServers, grant.getKey(), grant.getValue()))
        .toList();
  }

  private static String command(
      String bootstrapServers, Grant grant, Set<AclOperation> operations) {
    String all =
        operations.stream()
            .map(operation -> " --operation " + name(operation))
            .collect(Collectors.joining());
    return "kafka-acls.sh --bootstrap-server %s --add --allow-principal '%s'%s %s"
        .formatted(bootstrapServers, grant.principal(), all, resource(grant.pattern()));
  }

  private static String name(AclOperation operation) {
    return switch (operation) {
      case READ -> "Read";
      case WRITE -> "Write";
      case CREATE -> "Create";
      case DESCRIBE -> "Describe";
      case DESCRIBE_CONFIGS -> "DescribeConfigs";
      case ALTER_CONFIGS -> "AlterConfigs";
      default -> throw new IllegalArgumentException("no ACL of ours allows " + operation);
    };
  }

  private static String resource(ResourcePattern pattern) {
    String prefixed =
        pattern.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return switch (pattern.resourceType()) {
      case TOPIC -> "--topic '%s'%s".formatted(pattern.name(), prefixed);
      case GROUP -> "--group '%s'%s".formatted(pattern.name(), prefixed);
      case TRANSACTIONAL_ID -> "--transactional-id '%s'%s".formatted(pattern.name(), prefixed);
      case CLUSTER -> "--cluster";
      default -> throw new IllegalArgumentException("no ACL of ours is for " + pattern);
    };
  }
}
