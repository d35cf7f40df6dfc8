package io.hallmark.tools.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberedPayloadTest {
  private static final NumberedPayload PAYLOAD = new NumberedPayload(1, 2, 3, 4, 5);

  @ParameterizedTest
  @ValueSource(ints = {NumberedPayload.SIZE_MIN, 45, 1024, 900_000})
  void encode_anySize_isReadBack(int size) {
    ByteBuffer bytes = PAYLOAD.encode(size);

    assertThat(bytes.remaining()).isEqualTo(size);
    assertThat(NumberedPayload.decode(bytes)).contains(PAYLOAD);
    assertThat(bytes.remaining()).isEqualTo(size);
  }

  @Test
  void decode_anyByteChanged_isEmpty() {
    byte[] bytes = PAYLOAD.encode(64).array();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertThat(NumberedPayload.decode(ByteBuffer.wrap(bytes))).isEmpty();
      bytes[i] ^= 1;
    }
  }

  @Test
  void decode_truncatedAnywhere_isEmpty() {
    ByteBuffer bytes = PAYLOAD.encode(64);
    for (int length = 0; length < 64; length++) {
      assertThat(NumberedPayload.decode(bytes.slice(0, length))).isEmpty();
    }
  }

  @Test
  void encode_tooSmall_isRefused() {
    assertThatThrownBy(() -> PAYLOAD.encode(NumberedPayload.SIZE_MIN - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least");
  }
}
