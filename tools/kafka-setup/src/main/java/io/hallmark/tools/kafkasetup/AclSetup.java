package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.Bus;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;

/** Makes the ACLs by which each role may do its work on the bus and nothing else. */
public final class AclSetup {
  private AclSetup() {}

  /**
   * The ACLs as commands of {@code kafka-acls.sh}.
   *
   * @param principalPrefix what stands before a role's id, for instance {@code User:hallmark-}
   */
  public static List<String> commands(String bootstrapServers, String principalPrefix) {
    return AclCommands.of(new AclPlan(principalPrefix).all(), bootstrapServers);
  }

  /**
   * Creates them; those that exist are left as they are.
   *
   * @return how many
   * @throws SetupFailedException when the bus cannot be reached or has no authorizer
   */
  public static int apply(Bus bus, String principalPrefix) {
    List<AclBinding> acls = new AclPlan(principalPrefix).all();
    try (TopicAdmin admin = new TopicAdmin(bus)) {
      admin.create(acls);
    }
    return acls.size();
  }
}
