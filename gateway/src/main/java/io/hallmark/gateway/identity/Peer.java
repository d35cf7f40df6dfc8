package io.hallmark.gateway.identity;

import java.util.Set;

/**
 * Who is at the other end of a connection, after its certificate was checked.
 *
 * @param subject of the certificate, in the form of {@link Names#canonical}
 * @param groups in which it was a member and whose roots its certificate leads to
 */
public record Peer(String subject, Set<String> groups) {
  public Peer {
    groups = Set.copyOf(groups);
  }
}
