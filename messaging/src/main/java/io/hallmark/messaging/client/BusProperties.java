package io.hallmark.messaging.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Further client properties from a file. */
final class BusProperties {
  private BusProperties() {}

  /** Those of the file; none where it is null. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> map = new HashMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    }
    return map;
  }
}
