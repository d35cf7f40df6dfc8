package io.hallmark.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"PT0S,0ms", "PT0.25S,250ms", "PT90S,90s", "PT5M,5m", "PT25H,25h", "PT168H,7d"})
  void write_duration_isInTheLargestUnitThatDividesIt(Duration duration, String text) {
    assertThat(DurationText.write(duration)).isEqualTo(text);
  }

  @Property(tries = 200)
  void write_anyDuration_isReadBackAsItWas(
      @ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(DurationText.parse(DurationText.write(duration))).isEqualTo(duration);
  }
}
