package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Endpoint;
import io.hallmark.gateway.outbound.PeerAddress.Place;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All addresses of one peer: of all its endpoints, all that their names have. Confined to the
 * route's event loop; names are looked up elsewhere, and again after a while.
 */
final class AddressBook {
  private static final Logger log = LoggerFactory.getLogger(AddressBook.class);
  private static final int ADDRESSES_MAX = 64;

  /** Wait before names that had no address are looked up again. */
  static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Resolver resolver;
  private final EventLoop eventLoop;
  private final long lifetimeNanos;
  private final Supplier<CircuitBreaker> breakers;
  private final Map<Place, PeerAddress> addresses = new LinkedHashMap<>();
  private List<Endpoint> endpoints = List.of();
  private long resolvedNanos;
  private int resolving;

  AddressBook(
      Resolver resolver,
      EventLoop eventLoop,
      long lifetimeNanos,
      Supplier<CircuitBreaker> breakers) {
    this.resolver = resolver;
    this.eventLoop = eventLoop;
    this.lifetimeNanos = lifetimeNanos;
    this.breakers = breakers;
  }

  Collection<PeerAddress> addresses() {
    return addresses.values();
  }

  /**
   * Looks names up where that was never done, long ago, or for other endpoints.
   *
   * @param then run on the event loop when there is news
   */
  // Failures are collected with the addresses.
  @SuppressWarnings("FutureReturnValueIgnored")
  void refresh(List<Endpoint> now, long nowNanos, Runnable then) {
    long lifetime = addresses.isEmpty() ? ASK_AGAIN_NANOS : lifetimeNanos;
    boolean old = nowNanos - resolvedNanos >= lifetime;
    if (resolving > 0 || (now.equals(endpoints) && !old)) {
      return;
    }
    endpoints = now;
    resolvedNanos = nowNanos;
    Set<Place> found = new HashSet<>();
    List<Endpoint> missing = new ArrayList<>();
    resolving = now.size();
    for (Endpoint endpoint : now) {
      resolver
          .resolve(endpoint.host())
          .whenComplete(
              (list, failure) ->
                  eventLoop.execute(
                      () -> {
                        collect(endpoint, list, failure, found, missing);
                        if (resolving == 0) {
                          replace(found, missing);
                          then.run();
                        }
                      }));
    }
  }

  private void collect(
      Endpoint endpoint,
      List<InetAddress> list,
      Throwable failure,
      Set<Place> found,
      List<Endpoint> missing) {
    resolving--;
    if (failure != null) {
      log.info("no address for {}: {}", endpoint.authority(), failure.toString());
      missing.add(endpoint);
      return;
    }
    list.forEach(address -> found.add(new Place(endpoint, address)));
  }

  /** What could not be looked up just now stays as it was. */
  private void replace(Set<Place> found, List<Endpoint> missing) {
    addresses
        .entrySet()
        .removeIf(
            known -> {
              boolean gone =
                  !found.contains(known.getKey()) && !missing.contains(known.getKey().endpoint());
              if (gone) {
                known.getValue().retire();
              }
              return gone;
            });
    for (Place place : found) {
      if (addresses.size() < ADDRESSES_MAX) {
        addresses.computeIfAbsent(place, one -> new PeerAddress(one, breakers.get()));
      }
    }
  }

  boolean isResolving() {
    return resolving > 0;
  }
}
