package io.hallmark.gateway.identity;

import java.util.List;

/**
 * An active member of a group. Immutable.
 *
 * @param group id of the group
 * @param name distinguished name, as published
 * @param subject the same in the form of {@link Names#canonical}
 * @param endpoints where its gateways are
 */
public record Member(String group, String name, String subject, List<Endpoint> endpoints) {
  public Member {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * @throws IllegalArgumentException if the record cannot be used
   */
  static Member of(io.hallmark.messaging.membership.Member published) {
    return new Member(
        published.group(),
        published.name(),
        Names.canonical(published.principal()),
        published.endpoints().stream().map(Endpoint::of).toList());
  }
}
