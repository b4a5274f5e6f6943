package vn.taivideonhanh.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.samples.Sample.Figure;
import vn.taivideonhanh.samples.SampleMessages.Site;

class ChartTest {
  private static final long MINUTE = 60_000;

  private static Sample sample(int minute, String node, Map<Figure, Double> figures) {
    return new Sample(minute * MINUTE, node, figures, Map.of());
  }

  @Test
  void nodes_and_minutes_are_added_or_compared_as_the_figure_needs_it() {
    var samples =
        List.of(
            sample(0, "a", Map.of(Figure.STREAMS, 2.0, Figure.BYTES, 10.0, Figure.WAITING, 5.0)),
            sample(0, "b", Map.of(Figure.STREAMS, 3.0, Figure.BYTES, 20.0, Figure.WAITING, 5.0)),
            sample(1, "a", Map.of(Figure.STREAMS, 4.0, Figure.BYTES, 1.0, Figure.WAITING, 7.0)),
            sample(3, "a", Map.of(Figure.STREAMS, 1.0)));
    var chart = Chart.of(samples, 0, 6, 2);
    assertThat(chart.stepSeconds()).isEqualTo(120);
    assertThat(chart.streams()).containsExactly(5.0, 1.0, null);
    assertThat(chart.bytes()).containsExactly(31.0, null, null);
    assertThat(chart.waiting()).containsExactly(7.0, null, null);
  }

  @Test
  void the_mean_wait_is_of_all_that_started() {
    var samples =
        List.of(
            sample(0, "a", Map.of(Figure.STARTED, 1.0, Figure.WAITED_MILLIS, 100.0)),
            sample(0, "b", Map.of(Figure.STARTED, 3.0, Figure.WAITED_MILLIS, 0.0)),
            sample(1, "a", Map.of(Figure.STARTED, 0.0, Figure.WAITED_MILLIS, 0.0)));
    assertThat(Chart.of(samples, 0, 2, 1).queueMillis()).containsExactly(25.0, null);
  }

  @Test
  void what_is_older_or_newer_than_the_chart_is_left_out() {
    var samples =
        List.of(
            sample(0, "a", Map.of(Figure.LAG_MILLIS, 1.0)),
            sample(1, "a", Map.of(Figure.LAG_MILLIS, 2.0)),
            sample(9, "a", Map.of(Figure.LAG_MILLIS, 3.0)));
    assertThat(Chart.of(samples, MINUTE, 2, 1).lagMillis()).containsExactly(2.0, null);
  }

  @Test
  void a_sample_survives_redis_and_another_version() {
    var sample =
        new Sample(
            MINUTE,
            "a",
            Map.of(Figure.CPU, 0.5),
            Map.of("vimeo", Map.of("ok", 2L, "site-unreachable", 1L)));
    assertThat(Sample.of(sample.json())).isEqualTo(sample);
    assertThat(Sample.of(sample.json().replace("CPU", "NEW"))).isNotNull();
    assertThat(Sample.of("{\"at\":\"x\"}")).isNull();
    assertThat(Sample.of("no")).isNull();
  }

  @Test
  void sites_are_told_with_their_last_failure_the_worst_first() {
    var samples =
        List.of(
            new Sample(0, "a", Map.of(), Map.of("vimeo", Map.of("ok", 2L), "x", Map.of("ok", 1L))),
            new Sample(MINUTE, "b", Map.of(), Map.of("x", Map.of("private", 3L, "ok", 1L))));
    assertThat(SiteRecord.of(samples))
        .containsExactly(
            new Site("x", 2, 3, Map.of("private", 3L), MINUTE, MINUTE, "private"),
            new Site("vimeo", 2, 0, Map.of(), 0L, null, null));
  }
}
