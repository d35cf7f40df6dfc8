package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.Duration;

/** Reads what {@link DurationText} does. */
final class DurationDeserializer extends StdScalarDeserializer<Duration> {
  private static final long serialVersionUID = 1;

  DurationDeserializer() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = parser.getText();
    try {
      return DurationText.parse(text);
    } catch (IllegalArgumentException e) {
      return (Duration)
          context.handleWeirdStringValue(Duration.class, text, "expected " + DurationText.EXPECTED);
    }
  }
}
