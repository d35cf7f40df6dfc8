package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Reads a YAML file into a record, once. An unknown key, a key given twice or a value that does not
 * fit is a fault that names file, line, column and key. Durations are written {@code 250ms}, {@code
 * 10s}, {@code 5m}, {@code 1h} or {@code 7d}. An empty file is one without keys: the record's own
 * checks decide what that means.
 */
public final class YamlFile {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
          .build();

  private YamlFile() {}

  /**
   * The file as a value of {@code type}.
   *
   * @throws ConfigurationException when it cannot be read or does not fit
   */
  public static <T> T read(Path file, Class<T> type) {
    try {
      return parse(file.toString(), Files.readString(file), type);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("%s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new ConfigurationException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The same for text that comes from elsewhere.
   *
   * @param name what the faults call it
   */
  public static <T> T parse(String name, String yaml, Class<T> type) {
    try {
      return MAPPER.readValue(isEmpty(yaml) ? "{}" : yaml, type);
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigurationException(
          "%s: unknown key \"%s\"; expected one of: %s"
              .formatted(where(name, e), path(e), known(e.getKnownPropertyIds())),
          e);
    } catch (ValueInstantiationException e) {
      throw new ConfigurationException(
          "%s: %s".formatted(where(name, e), e.getCause().getMessage()), e);
    } catch (JsonMappingException e) {
      throw new ConfigurationException(
          "%s: %s: %s".formatted(where(name, e), path(e), e.getOriginalMessage()), e);
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "%s: not YAML: %s".formatted(where(name, e), e.getOriginalMessage()), e);
    }
  }

  private static boolean isEmpty(String yaml) {
    return yaml.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"));
  }

  private static String where(String name, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? name
        : "%s line %d column %d".formatted(name, at.getLineNr(), at.getColumnNr());
  }

  /** {@code tokens[0].lanes}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "the file" : path.toString();
  }

  private static String known(Collection<Object> keys) {
    return keys == null || keys.isEmpty()
        ? "none"
        : keys.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
