package io.hallmark.messaging.topic;

/** Who takes part on the bus. A role is a Kafka principal; the catalogue says what each may do. */
public enum Role {
  APPLICATION("application"),
  LINK_MANAGER("link-manager"),
  GATEWAY("gateway"),
  CRYPTO_WORKER("crypto-worker"),
  OPERATOR("operator"),
  AUDITOR("auditor");

  private final String id;

  Role(String id) {
    this.id = id;
  }

  /** The role as it stands in topic names, client ids and ACLs. */
  public String id() {
    return id;
  }
}
