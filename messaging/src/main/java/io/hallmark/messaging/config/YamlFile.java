package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsException;
import io.hallmark.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * Reads a YAML file into a record, once. Unknown keys, keys given twice and values that do not fit
 * are faults, each with file, line, column and key, all reported at once. Durations are written
 * {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h} or {@code 7d}. An empty file is one without
 * keys: the record's own checks decide what that means.
 */
public final class YamlFile {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          // An empty text is a text, as schemas see it.
          .withCoercionConfigDefaults(
              all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .addModule(scalars())
          .build();

  private YamlFile() {}

  private static SimpleModule scalars() {
    SimpleModule module = new SimpleModule();
    module.addDeserializer(Duration.class, new DurationDeserializer());
    WholeNumberDeserializer.addTo(module);
    return module;
  }

  /**
   * The file as a value of {@code type}.
   *
   * @throws ConfigurationException when it cannot be read or does not fit
   */
  public static <T> T read(Path file, Class<T> type) {
    return read(file, type, value -> value);
  }

  /**
   * The same, made into what a program works with.
   *
   * @param check throws {@link IllegalArgumentException} where the values of several keys do not
   *     fit together; a message of the form {@code KEY must be EXPECTED, got VALUE} or {@code KEY
   *     is VALUE, expected EXPECTED; REMEDY} is reported at the key
   */
  public static <F, T> T read(Path file, Class<F> type, Function<F, T> check) {
    Faults faults = Faults.of(file);
    String text = SettingsFile.text(file, "a configuration in YAML, UTF-8", faults).orElse("");
    return parse(text, type, check, faults);
  }

  /**
   * The same for text that comes from elsewhere.
   *
   * @param name what the faults call it
   */
  public static <T> T parse(String name, String yaml, Class<T> type) {
    return parse(yaml, type, value -> value, Faults.of(name));
  }

  private static <F, T> T parse(String yaml, Class<F> type, Function<F, T> check, Faults faults) {
    String content = isEmpty(yaml) ? "{}" : yaml;
    Node root = SettingsFile.parse(content, faults);
    throwIfAny(faults);
    FaultCollector collector = new FaultCollector(root, faults);
    F value = bind(content, type, collector);
    T checked = faults.isEmpty() ? checked(value, check, collector) : null;
    if (!faults.isEmpty()) {
      new MoreFaults<>(MAPPER, type, check, root).addTo(faults, content, collector.stated());
    }
    throwIfAny(faults);
    return checked;
  }

  private static <F, T> T checked(F value, Function<F, T> check, FaultCollector collector) {
    try {
      return check.apply(value);
    } catch (IllegalArgumentException e) {
      Places.Place all = new Places.Place(collector.root(), "");
      collector.add(all, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The value, or null where there are faults. */
  private static <T> T bind(String content, Class<T> type, FaultCollector collector) {
    Node root = collector.root();
    Faults faults = collector.faults();
    try {
      return MAPPER.readerFor(type).withHandler(collector).readValue(content);
    } catch (ValueInstantiationException e) {
      // A record that misses what a fault took away is no news.
      if (faults.isEmpty()) {
        collector.add(Places.of(e, root), String.valueOf(e.getCause().getMessage()));
      }
    } catch (MismatchedInputException e) {
      Places.Place place = Places.of(e, root);
      faults.add(
          place.node(),
          place.key(),
          place.node().describe(),
          FaultCollector.expected(e.getTargetType(), e.getOriginalMessage()));
    } catch (JsonMappingException e) {
      collector.add(Places.of(e, root), e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      faults.addWhole("not YAML (" + e.getOriginalMessage() + ")", "a YAML mapping");
    }
    return null;
  }

  private static void throwIfAny(Faults faults) {
    try {
      faults.throwIfAny();
    } catch (SettingsException e) {
      throw new ConfigurationException(e);
    }
  }

  private static boolean isEmpty(String yaml) {
    return yaml.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"));
  }
}
