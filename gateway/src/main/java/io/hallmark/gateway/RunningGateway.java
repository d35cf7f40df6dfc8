package io.hallmark.gateway;

import io.hallmark.messaging.worker.Worker;
import java.net.InetSocketAddress;

/** A gateway that listens. Safe for concurrent use. */
public interface RunningGateway extends Worker {
  /** Where it listens; the port is the one bound, also where the configuration said 0. */
  InetSocketAddress address();
}
