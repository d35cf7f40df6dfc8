package io.hallmark.tools.bench;

import java.util.List;

/** Every benchmark there is. */
final class Benches {
  private Benches() {}

  static List<Bench> all() {
    return List.of(
        new TokenBench(),
        new SigningBench(),
        new HandshakeBench(),
        new CapacityBench(),
        new FairnessBench());
  }
}
