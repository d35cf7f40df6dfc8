package io.hallmark.tools.cluster;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Has keys made inside a cluster's token, by way of its crypto worker. Confined to one thread. */
final class ClusterKeys implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** One try: short, since the client may just have connected. */
  private static final Duration TRY = Duration.ofSeconds(5);

  private static final Duration PAUSE_MAX = Duration.ofMillis(500);

  private final KeyClient client;
  private final ClusterName cluster;

  private ClusterKeys(ClusterName cluster, KeyClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  static ClusterKeys open(ClusterName cluster, Bus bus) {
    return new ClusterKeys(
        cluster, KeyClients.open(bus, Role.OPERATOR, "cluster-up", new SimpleMeterRegistry()));
  }

  KeyName name(String alias) {
    return new KeyName(cluster.value(), alias);
  }

  KeyInfo generate(String alias, KeyCategory category) {
    return ask(
        "making key " + name(alias),
        deadline -> client.generate(name(alias), category, KeySpec.EC_P256, deadline));
  }

  /** A PKCS#10 request that the key in the token has signed, DER. */
  byte[] certificationRequest(String alias, List<String> hosts, List<String> addresses) {
    return ask(
        "requesting a certificate for key " + name(alias),
        deadline ->
            client.certificationRequest(
                name(alias), cluster.identity(), hosts, addresses, deadline));
  }

  private <T> T ask(String what, Function<Instant, CompletableFuture<CryptoResult<T>>> question) {
    Instant end = Instant.now().plus(DEADLINE);
    while (true) {
      CryptoResult<T> result = question.apply(Instant.now().plus(TRY)).join();
      Answer<T> answer = result.fold(new Reading<>(what));
      if (answer.value() != null) {
        return answer.value();
      }
      if (Instant.now().isAfter(end)) {
        throw ClusterException.failed(
            "%s in cluster %s: no answer of its crypto worker, expected one within %d s; see its log"
                .formatted(what, cluster, DEADLINE.toSeconds()));
      }
      LockSupport.parkNanos(Math.min(answer.retryAfter().toNanos(), PAUSE_MAX.toNanos()));
    }
  }

  /** A value, or how long to wait for one. */
  private record Answer<T>(T value, Duration retryAfter) {}

  private record Reading<T>(String what) implements CryptoResult.Cases<T, Answer<T>> {
    @Override
    public Answer<T> done(T value) {
      return new Answer<>(value, Duration.ZERO);
    }

    @Override
    public Answer<T> refused(Refusal refusal) {
      throw ClusterException.failed(
          "%s: refused (%s), expected a new cluster; see its crypto worker's log"
              .formatted(what, refusal));
    }

    @Override
    public Answer<T> unavailable(Duration retryAfter) {
      return new Answer<>(null, retryAfter);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
