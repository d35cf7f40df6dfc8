package io.hallmark.crypto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTextTest {
  @Test
  void read_bytesOrThePrintedLine_isTheSameSignature() {
    Random random = new Random(1);
    for (int size : new int[] {64, 70, 71, 72, 256, 512}) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      Signature signature = Signature.of(bytes);

      assertThat(SignatureText.read(bytes)).isEqualTo(signature);
      assertThat(SignatureText.read(line(SignatureText.write(signature)))).isEqualTo(signature);
    }
  }

  @Test
  void read_lineCutOff_isBadInput() {
    assertThatThrownBy(() -> SignatureText.read(line("MEUCIQDx+")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("cut off");
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
