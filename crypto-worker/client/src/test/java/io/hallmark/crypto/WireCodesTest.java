package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.rpc.RpcOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireCodesTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "wire.md");
  private static final Duration WAIT = Duration.ofMillis(7);

  @Test
  void codes_ofRefusalsAndShortages_areTheDocumentsAndEachOfItsOwn() throws IOException {
    String document = Files.readString(DOCUMENT);
    int[] codes =
        IntStream.concat(
                Arrays.stream(Refusal.Reason.values()).mapToInt(Refusal.Reason::code),
                Arrays.stream(Shortage.values()).mapToInt(Shortage::code))
            .toArray();

    assertThat(codes).doesNotHaveDuplicates();
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      assertThat(document).contains("| %d | `%s` |".formatted(reason.code(), reason));
    }
    for (Shortage shortage : Shortage.values()) {
      if (shortage != Shortage.UNKNOWN) {
        assertThat(document).contains("| %d | `%s` |".formatted(shortage.code(), shortage));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void shortage_overTheWire_isTheSame(Shortage shortage) {
    CryptoResult<byte[]> sent = new CryptoResult.Unavailable<>(WAIT, shortage);

    assertThat(travelled(sent)).isEqualTo(sent);
    assertThat(travelled(sent.map(each -> each))).isEqualTo(sent);
  }

  @Test
  void shortage_ofAnUnknownCode_isUnknown() {
    RpcOutcome newer = new RpcOutcome.Unavailable(900, WAIT);

    assertThat(CryptoOutcomes.result(newer, reply -> reply))
        .isEqualTo(new CryptoResult.Unavailable<>(WAIT));
  }

  @Test
  void shortage_thatIsNotSaid_travelsAsTheTokens() {
    assertThat(travelled(new CryptoResult.Unavailable<>(WAIT)))
        .isEqualTo(new CryptoResult.Unavailable<>(WAIT, Shortage.TOKEN));
  }

  private static CryptoResult<byte[]> travelled(CryptoResult<byte[]> result) {
    return CryptoOutcomes.result(CryptoOutcomes.outcome(result), reply -> reply);
  }
}
