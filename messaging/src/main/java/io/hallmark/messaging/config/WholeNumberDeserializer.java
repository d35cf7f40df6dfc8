package io.hallmark.messaging.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigInteger;
import java.util.function.Function;

/**
 * Reads whole numbers that are written as such: what stands in quotes is a text, as JSON Schemas
 * and other readers see it.
 */
final class WholeNumberDeserializer<T extends Number> extends StdScalarDeserializer<T> {
  private static final long serialVersionUID = 1;

  private final int bits;
  private final transient Function<BigInteger, T> convert;
  private final T faulty;

  private WholeNumberDeserializer(
      Class<T> type, int bits, Function<BigInteger, T> convert, T faulty) {
    super(type);
    this.bits = bits;
    this.convert = convert;
    this.faulty = faulty;
  }

  /** Those of int and long; in the place of a faulty one stands null, or 0 where null cannot. */
  static void addTo(SimpleModule module) {
    module.addDeserializer(Integer.class, integers(Integer.class, null));
    module.addDeserializer(int.class, integers(int.class, 0));
    module.addDeserializer(
        Long.class,
        new WholeNumberDeserializer<>(Long.class, Long.SIZE, BigInteger::longValueExact, null));
    module.addDeserializer(
        long.class,
        new WholeNumberDeserializer<>(long.class, Long.SIZE, BigInteger::longValueExact, 0L));
  }

  private static WholeNumberDeserializer<Integer> integers(Class<Integer> type, Integer faulty) {
    return new WholeNumberDeserializer<>(type, Integer.SIZE, BigInteger::intValueExact, faulty);
  }

  /** Where the key is not there, too. */
  @Override
  public T getNullValue(DeserializationContext context) {
    return faulty;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      BigInteger value = parser.getBigIntegerValue();
      if (value.bitLength() < bits) {
        return convert.apply(value);
      }
      Object unused =
          context.handleWeirdNumberValue(
              handledType(), value, "expected a number of at most %d bits", bits - 1);
    } else if (token.isScalarValue()) {
      Object unused =
          context.handleWeirdStringValue(
              handledType(), parser.getText(), "expected a whole number, without quotes");
    } else {
      Object unused = context.handleUnexpectedToken(handledType(), parser);
    }
    return faulty;
  }
}
