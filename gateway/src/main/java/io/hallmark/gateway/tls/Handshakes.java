package io.hallmark.gateway.tls;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;

/**
 * Handshakes under way, by engine: BoringSSL's callbacks know the engine and nothing else. Safe for
 * concurrent use.
 */
final class Handshakes {
  private final Map<SSLEngine, Handshake> underWay = new ConcurrentHashMap<>();

  void begin(SSLEngine engine, Handshake handshake) {
    underWay.put(engine, handshake);
  }

  Optional<Handshake> of(SSLEngine engine) {
    return Optional.ofNullable(underWay.get(engine));
  }

  /** Ends a handshake; a signature that is still under way is cancelled. */
  Optional<Handshake> end(SSLEngine engine) {
    Optional<Handshake> ended = Optional.ofNullable(underWay.remove(engine));
    ended.ifPresent(Handshake::gone);
    return ended;
  }

  int size() {
    return underWay.size();
  }
}
