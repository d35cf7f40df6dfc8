package io.hallmark.tools.cluster;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;

/** A cluster could not be brought up, found or used; the message says why and what to do. */
public final class ClusterException extends RuntimeException {
  /** What it means for a program that ends because of it. */
  static final FailureReader READER =
      FailureReader.of(ClusterException.class, fault -> ExitCode.of(fault.exitCode()));

  private final boolean misuse;

  private ClusterException(String message, boolean misuse, Throwable cause) {
    super(message, cause);
    this.misuse = misuse;
  }

  static ClusterException failed(String message) {
    return new ClusterException(message, false, null);
  }

  static ClusterException failed(String message, Throwable cause) {
    return new ClusterException(message, false, cause);
  }

  /** What was asked for makes no sense here. */
  static ClusterException misuse(String message) {
    return new ClusterException(message, true, null);
  }

  /** 1 for what went wrong, 2 for what was asked wrongly. */
  int exitCode() {
    return misuse ? 2 : 1;
  }
}
