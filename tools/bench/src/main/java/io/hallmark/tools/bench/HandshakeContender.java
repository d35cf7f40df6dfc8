package io.hallmark.tools.bench;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** One way to have the keys, and what was measured of it so far. Confined to one thread. */
final class HandshakeContender {
  private static final int PER_HANDSHAKE = 2;

  private final String name;
  private final HandshakeRig rig;
  private final String signerThreads;
  private final LongSupplier signedSoFar;
  private final LongSupplier askedAgainSoFar;
  private Histogram latencyNanos;
  private double perSecond;
  private long loopNanos;
  private long signerNanos;
  private long signed;
  private long askedAgain;
  private int rounds;

  /**
   * @param signerThreads what names of the threads contain that sign, or ask for signatures, in a
   *     gateway's own process
   * @param signedSoFar signatures made until now, counted where the keys are
   * @param askedAgainSoFar requests for signatures sent once more because no answer had come
   */
  HandshakeContender(
      String name,
      HandshakeRig rig,
      String signerThreads,
      LongSupplier signedSoFar,
      LongSupplier askedAgainSoFar) {
    this.name = name;
    this.rig = rig;
    this.signerThreads = signerThreads;
    this.signedSoFar = signedSoFar;
    this.askedAgainSoFar = askedAgainSoFar;
  }

  void warmUp(int connections, Duration time) throws InterruptedException {
    InFlightLoop.run(connections, time, rig::shake);
  }

  void measure(int connections, Duration time) throws InterruptedException {
    long askedBefore = rig.signatures();
    long signedBefore = signedSoFar.getAsLong();
    long askedAgainBefore = askedAgainSoFar.getAsLong();
    long signerBefore = ThreadCpu.nanos(signerThreads);
    long loopBefore = rig.cpuNanos();
    ClosedLoop.Outcome outcome = InFlightLoop.run(connections, time, rig::shake);
    loopNanos += rig.cpuNanos() - loopBefore;
    signerNanos += ThreadCpu.nanos(signerThreads) - signerBefore;
    signed += signedSoFar.getAsLong() - signedBefore;
    askedAgain += askedAgainSoFar.getAsLong() - askedAgainBefore;
    requireFull(rig.signatures() - askedBefore, outcome.latencyNanos().getTotalCount());
    perSecond += outcome.perSecond();
    add(outcome.latencyNanos());
    rounds++;
  }

  /** One that was resumed, or not mutual, would be cheap and not what is measured. */
  private void requireFull(long asked, long handshakes) {
    if (asked != PER_HANDSHAKE * handshakes) {
      throw new IllegalStateException(
          "%s: %d handshakes asked for %d signatures, not %d each"
              .formatted(name, handshakes, asked, PER_HANDSHAKE));
    }
  }

  private void add(Histogram more) {
    if (latencyNanos == null) {
      latencyNanos = more;
    } else {
      latencyNanos.add(more);
    }
  }

  double perSecond() {
    return perSecond / rounds;
  }

  /** Of the event loops at both ends. */
  double loopCpuMs() {
    return perHandshake(loopNanos) / 1e6;
  }

  /** Of the threads that sign, or ask for signatures, in a gateway's own process. */
  double signerCpuMs() {
    return perHandshake(signerNanos) / 1e6;
  }

  double signatures() {
    return perHandshake(signed);
  }

  private double perHandshake(long all) {
    return (double) all / latencyNanos.getTotalCount();
  }

  void addTo(BenchReport report) {
    report.figure(name + "PerSecond", perSecond());
    report.figure(name + "P50Ms", latencyNanos.getValueAtPercentile(50) / 1e6);
    report.figure(name + "P99Ms", latencyNanos.getValueAtPercentile(99) / 1e6);
    report.figure(name + "GatewayCpuMsPerHandshake", loopCpuMs());
    report.figure(name + "SignerCpuMsPerHandshake", signerCpuMs());
    report.figure(name + "SignaturesPerHandshake", signatures());
    report.figure(name + "AskedAgainPerHandshake", perHandshake(askedAgain));
  }

  @Override
  public String toString() {
    return "%s: %.0f handshakes a second, %.2f ms of gateway CPU each"
        .formatted(name, perSecond(), loopCpuMs());
  }
}
