package io.hallmark.messaging.membership;

/** Names a key of the crypto worker. Not secret. */
public record KeyReference(String tenant, String alias) {
  public KeyReference {
    if (tenant.isEmpty() || alias.isEmpty()) {
      throw new IllegalArgumentException(
          "key reference \"%s/%s\" needs a tenant and an alias".formatted(tenant, alias));
    }
  }

  @Override
  public String toString() {
    return tenant + "/" + alias;
  }
}
