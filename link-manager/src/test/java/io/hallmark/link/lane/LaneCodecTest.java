package io.hallmark.link.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneCodecTest {
  private static final Run RUN =
      new Run(
          4,
          List.of(
              LaneEntry.message(
                  5,
                  new MessageContent(
                      Optional.of(bytes("k")), "id-5", Map.of("a", "ü"), bytes("hello"))),
              LaneEntry.skip(6),
              LaneEntry.message(
                  9, new MessageContent(Optional.empty(), "id-9", Map.of(), bytes("")))));
  private static final Acknowledgement ACKNOWLEDGEMENT =
      new Acknowledgement(7, List.of(new Acknowledgement.Held(9, 12)));

  @Test
  void run_roundTrip_isSame() throws MalformedRecordException {
    assertThat(RunCodec.decode(ByteBuffer.wrap(RunCodec.encode(RUN)))).isEqualTo(RUN);
  }

  @Test
  void run_encoded_isAsDocumented() {
    Run run =
        new Run(
            -1,
            List.of(
                LaneEntry.message(
                    2, new MessageContent(Optional.of(bytes("K")), "i", Map.of(), bytes("P"))),
                LaneEntry.skip(3)));
    assertThat(HexFormat.of().formatHex(RunCodec.encode(run)))
        .isEqualTo(
            "01ffffffffffffffff0002"
                + "000000000000000202000000014b00016900000000000150"
                + "000000000000000301");
  }

  @Test
  void acknowledgement_roundTrip_isSame() throws MalformedRecordException {
    byte[] encoded = AcknowledgementCodec.encode(ACKNOWLEDGEMENT);
    assertThat(AcknowledgementCodec.decode(ByteBuffer.wrap(encoded))).isEqualTo(ACKNOWLEDGEMENT);
    assertThat(HexFormat.of().formatHex(encoded))
        .isEqualTo("02000000000000000701" + "0000000000000009" + "000000000000000c");
  }

  @Test
  void decode_truncatedAnywhere_isMalformed() {
    byte[] run = RunCodec.encode(RUN);
    for (int length = 0; length < run.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(Arrays.copyOf(run, length));
      assertThatThrownBy(() -> RunCodec.decode(part)).isInstanceOf(MalformedRecordException.class);
    }
    byte[] acknowledgement = AcknowledgementCodec.encode(ACKNOWLEDGEMENT);
    for (int length = 0; length < acknowledgement.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(Arrays.copyOf(acknowledgement, length));
      assertThatThrownBy(() -> AcknowledgementCodec.decode(part))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void decode_bytesAfterTheEnd_isMalformed() {
    byte[] longer = Arrays.copyOf(RunCodec.encode(RUN), RunCodec.encode(RUN).length + 1);
    assertThatThrownBy(() -> RunCodec.decode(ByteBuffer.wrap(longer)))
        .hasMessage("1 bytes after the end");
  }

  @Property(tries = 2000)
  void decode_mutated_isValueOrMalformed(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 61) Integer> places,
      @ForAll byte value) {
    byte[] encoded = RunCodec.encode(RUN);
    places.forEach(place -> encoded[place % encoded.length] ^= value);
    decodeEither(encoded);
  }

  @Property(tries = 1000)
  void decode_anyBytes_isValueOrMalformed(@ForAll @Size(max = 64) byte[] bytes) {
    decodeEither(bytes);
  }

  private static void decodeEither(byte[] bytes) {
    try {
      RunCodec.decode(ByteBuffer.wrap(bytes));
      AcknowledgementCodec.decode(ByteBuffer.wrap(bytes));
    } catch (MalformedRecordException e) {
      assertThat(e).hasMessageNotContaining("hello");
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
