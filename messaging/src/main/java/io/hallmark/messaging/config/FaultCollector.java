package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.hallmark.settings.Faults;
import io.hallmark.settings.Nearest;
import io.hallmark.settings.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Notes what does not fit and has Jackson go on, so that one reading finds all. */
final class FaultCollector extends DeserializationProblemHandler {
  private static final String EXPECTED = "expected ";

  private final Node root;
  private final Faults faults;
  private final List<StatedFault> stated = new ArrayList<>();

  FaultCollector(Node root, Faults faults) {
    this.root = root;
    this.faults = faults;
  }

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      JsonDeserializer<?> deserializer,
      Object beanOrClass,
      String property)
      throws IOException {
    Places.Place place = Places.of(parser.getParsingContext().pathAsPointer(), root);
    Collection<String> known = new TreeSet<>();
    if (deserializer.getKnownPropertyNames() != null) {
      deserializer.getKnownPropertyNames().forEach(name -> known.add(name.toString()));
    }
    faults.add(
        Places.key(parser.getParsingContext().pathAsPointer(), root),
        place.key(),
        "not a known key",
        known.isEmpty() ? "no keys" : "one of " + String.join(", ", known),
        advice(property, known));
    parser.skipChildren();
    return true;
  }

  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> target, String value, String message) {
    add(context.getParser(), target, value, message);
    return null;
  }

  @Override
  public Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> target, Number value, String message) {
    add(context.getParser(), target, value.toString(), message);
    return null;
  }

  @Override
  public Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType target,
      JsonToken token,
      JsonParser parser,
      String message)
      throws IOException {
    add(parser, target.getRawClass(), "", message);
    parser.skipChildren();
    return null;
  }

  /**
   * A record within the file's that does not take its values: noted, and the reading goes on, so
   * that the others tell theirs.
   */
  @Override
  public Object handleInstantiationProblem(
      DeserializationContext context, Class<?> type, Object argument, Throwable problem) {
    Throwable thrown = problem.getCause() == null ? problem : problem.getCause();
    Optional<StatedFault> told = StatedFault.read(thrown.getMessage());
    told.ifPresent(this::add);
    // Asked again without arguments, Jackson complains of the null that it got before.
    boolean known = told.isPresent() || (argument == null && !faults.isEmpty());
    return known ? null : NOT_HANDLED;
  }

  Node root() {
    return root;
  }

  Faults faults() {
    return faults;
  }

  /** Those of the faults so far that a record's own checks told of. */
  List<StatedFault> stated() {
    return List.copyOf(stated);
  }

  /** At the key that the message states, else at a place. */
  void add(Places.Place place, String message) {
    Optional<StatedFault> told = StatedFault.read(message);
    if (told.isPresent()) {
      add(told.get());
    } else {
      faults.add(place.node(), place.key(), place.node().describe(), message);
    }
  }

  private void add(StatedFault fault) {
    fault.addTo(faults, root);
    stated.add(fault);
  }

  private void add(JsonParser parser, Class<?> target, String value, String message) {
    Places.Place place = Places.of(parser.getParsingContext().pathAsPointer(), root);
    List<String> words =
        target.isEnum()
            ? Arrays.stream(target.getEnumConstants()).map(Object::toString).toList()
            : List.of();
    faults.add(
        place.node(),
        place.key(),
        place.node().describe(),
        words.isEmpty() ? expected(target, message) : "one of " + String.join(", ", words),
        advice(value, words));
  }

  static String expected(Class<?> target, String message) {
    if (target == null) {
      return message;
    }
    if (message != null && message.startsWith(EXPECTED)) {
      return message.substring(EXPECTED.length());
    }
    if (target == boolean.class || target == Boolean.class) {
      return "true or false";
    }
    boolean number = target.isPrimitive() || Number.class.isAssignableFrom(target);
    if (number) {
      return "a number";
    }
    if (Collection.class.isAssignableFrom(target)) {
      return "a list";
    }
    return target.isRecord() ? "a mapping" : "a text";
  }

  private static String advice(String typed, Collection<String> words) {
    return Nearest.to(typed, words).map(word -> "did you mean \"" + word + "\"?").orElse("");
  }
}
