package io.hallmark.gateway.identity;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.hallmark.crypto.KeyName;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * An identity of this cluster, as the gateway needs it. Immutable; two that are equal can share a
 * TLS context.
 *
 * @param group id of its group
 * @param name distinguished name, as published
 * @param tlsKey our name for the key of its certificate
 * @param chain its certificate first
 * @param serverNames host names that select it, in the form of {@link Names#host}
 */
public record HostedIdentity(
    String group,
    String name,
    KeyName tlsKey,
    List<X509Certificate> chain,
    Set<String> serverNames) {
  public HostedIdentity {
    chain = List.copyOf(chain);
    serverNames = Set.copyOf(serverNames);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("identity " + name + ": the certificate chain is empty");
    }
  }

  /**
   * @throws IllegalArgumentException if the record cannot be used
   */
  static HostedIdentity of(io.hallmark.messaging.membership.HostedIdentity published) {
    return new HostedIdentity(
        published.group(),
        published.name(),
        new KeyName(published.tlsKey().tenant(), published.tlsKey().alias()),
        published.tlsChain(),
        published.serverNames().stream().map(Names::host).collect(toUnmodifiableSet()));
  }

  public X509Certificate certificate() {
    return chain.get(0);
  }
}
