package io.hallmark.tools.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker's folder, formatted as {@code kafka-storage format} does it. */
final class Storage {
  private Storage() {}

  /** Formats the folder if no broker has used it yet, with a new cluster id. */
  static void formatIfNew(Path logDir) {
    try {
      Files.createDirectories(logDir);
    } catch (IOException e) {
      throw new BrokerStartException(
          "broker folder %s can't be made (%s), expected a folder that this user can make or write"
                  .formatted(logDir, e)
              + "; give another with --dir",
          e);
    }
    if (Files.exists(logDir.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(logDir.toString())
          .addDirectory(logDir.toString())
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .run();
    } catch (Exception e) {
      throw new BrokerStartException(
          "broker folder %s can't be formatted (%s), expected an empty folder or a broker's"
                  .formatted(logDir, e.getMessage())
              + "; give another with --dir",
          e);
    }
  }
}
