package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics =
      new Metrics(
          List.of(
              "# TYPE hallmark_signatures_total counter",
              "hallmark_signatures_total{category=\"tls\",token=\"a\"} 3.0",
              "hallmark_signatures_total{category=\"tls\",token=\"b\"} 4.0",
              "hallmark_signatures_total{category=\"session\",token=\"a\"} 5.0",
              "hallmark_signatures_total_created 9.0",
              "hallmark_plain_total 1.5E3"));

  @Test
  void count_withALabel_addsUpOnlyThoseSamples() {
    assertThat(metrics.count("hallmark_signatures_total", "category=\"tls\"")).isEqualTo(7);
  }

  @Test
  void count_withoutLabels_addsUpAllSamplesOfTheName() {
    assertThat(metrics.count("hallmark_signatures_total")).isEqualTo(12);
  }

  @Test
  void count_inScientificNotation_isRead() {
    assertThat(metrics.count("hallmark_plain_total")).isEqualTo(1500);
  }

  @Test
  void count_ofAnUnknownName_isZero() {
    assertThat(metrics.count("hallmark_other_total")).isZero();
  }
}
