package io.hallmark.gateway.inbound;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where admitted frames go. Safe for concurrent use; never blocks. */
interface FrameSink {
  /** What became of the frames of one request. */
  enum Outcome {
    /** All are safe: every in-sync replica has them. */
    STORED,
    /** At least one is not, and may or may not come to be. */
    UNAVAILABLE
  }

  /** Completes normally, on any thread. */
  CompletableFuture<Outcome> write(List<AdmittedFrame> frames);
}
