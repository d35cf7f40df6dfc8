package io.hallmark.gateway.inbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.Peer;
import io.hallmark.gateway.limits.InboundLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What becomes of a request's body. Safe for concurrent use; never blocks. */
final class InboundService {
  private final InboundLimits limits;
  private final Supplier<Directory> directory;
  private final FrameSink sink;
  private final PendingBytes pending;
  private final InboundMetrics metrics;
  private final FrameAdmission admission = new FrameAdmission();

  InboundService(
      InboundLimits limits,
      Supplier<Directory> directory,
      FrameSink sink,
      PendingBytes pending,
      InboundMetrics metrics) {
    this.limits = limits;
    this.directory = directory;
    this.sink = sink;
    this.pending = pending;
    this.metrics = metrics;
  }

  InboundLimits limits() {
    return limits;
  }

  PendingBytes pending() {
    return pending;
  }

  InboundMetrics metrics() {
    return metrics;
  }

  /** Answers 202 once Kafka has every frame, and anything else if not. */
  CompletableFuture<Answer> take(byte[] body, Peer peer) {
    FrameAdmission.Outcome outcome = admission.admit(body, peer, directory.get());
    return outcome
        .refusal()
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> store(outcome.frames(), body.length));
  }

  private CompletableFuture<Answer> store(List<AdmittedFrame> frames, int bytes) {
    return sink.write(frames)
        .thenApply(
            outcome -> {
              if (outcome != FrameSink.Outcome.STORED) {
                return Answer.unavailable("the bus does not take it");
              }
              metrics.stored(frames.size(), bytes);
              return Answer.ACCEPTED;
            });
  }
}
