package io.hallmark.gateway.inbound;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Open connections, in all and by address. Safe for concurrent use. */
final class ConnectionCount {
  private final AtomicInteger open = new AtomicInteger();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  /** Counts a connection in; answers how many its address has now. */
  int opened(InetAddress address) {
    open.incrementAndGet();
    return byAddress.merge(address, 1, Integer::sum);
  }

  void closed(InetAddress address) {
    open.decrementAndGet();
    byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }

  int open() {
    return open.get();
  }
}
