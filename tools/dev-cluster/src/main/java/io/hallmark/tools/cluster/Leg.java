package io.hallmark.tools.cluster;

import io.hallmark.messaging.client.Bus;
import io.hallmark.tools.simulator.Load;
import io.hallmark.tools.simulator.Route;

/**
 * Messages from one cluster to another.
 *
 * @param from bus of the sender
 * @param to bus of the receiver
 * @param load what is sent
 */
record Leg(Bus from, Bus to, Load load) {
  /** Ordering keys that the messages are spread over: enough for every partition to get some. */
  static final int KEYS = 64;

  static Leg of(
      Manifest manifest, String from, String to, long run, long messages, int size, double rate) {
    ClusterEntry sender = manifest.cluster(from);
    ClusterEntry receiver = manifest.cluster(to);
    Route route = new Route(manifest.group(), sender.identity(), receiver.identity());
    return new Leg(
        Bus.at(sender.bus()),
        Bus.at(receiver.bus()),
        new Load(route, run, messages, size, rate, KEYS));
  }
}
