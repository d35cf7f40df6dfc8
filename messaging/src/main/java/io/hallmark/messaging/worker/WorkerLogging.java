package io.hallmark.messaging.worker;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import org.slf4j.LoggerFactory;

/** Logs of a worker program: one JSON object per line, to stderr. */
final class WorkerLogging {
  private static final String CONFIGURATION = "logback-worker.xml";

  private static boolean configured;

  private WorkerLogging() {}

  /**
   * Once for each JVM: where several workers share one, a second configuration while the first is
   * at work leaves two appenders and every line twice.
   */
  static synchronized void configure() {
    if (configured) {
      return;
    }
    configured = true;
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    URL configuration = WorkerLogging.class.getResource(CONFIGURATION);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.reset();
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(CONFIGURATION + " in our own jar cannot be read", e);
    }
  }
}
