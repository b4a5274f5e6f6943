package vn.taivideonhanh.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.samples.Sample.Figure;
import vn.taivideonhanh.samples.Sample.Sum;
import vn.taivideonhanh.samples.SampleMessages.Charts;

/** Samples of several nodes and of many minutes as lines of not too many points. */
final class Chart {
  private static final long MINUTE = 60_000;

  /** What nobody measured. */
  private static final double UNKNOWN = Double.NaN;

  private final long from;
  private final int step;
  private final int points;
  private final Map<Figure, double[]> lines = new EnumMap<>(Figure.class);

  private Chart(long from, int step, int points) {
    this.from = from;
    this.step = step;
    this.points = points;
  }

  /**
   * The lines.
   *
   * @param from epoch milliseconds of the first point
   * @param minutes how many are covered
   * @param step minutes of one point
   */
  static Charts of(List<Sample> samples, long from, int minutes, int step) {
    var chart = new Chart(from, step, Math.ceilDiv(minutes, step));
    byMinute(samples).forEach(chart::add);
    return chart.charts();
  }

  /** What all nodes make of each minute. */
  private static Map<Long, Map<Figure, Double>> byMinute(List<Sample> samples) {
    var minutes = new TreeMap<Long, Map<Figure, Double>>();
    for (var sample : samples) {
      var all = minutes.computeIfAbsent(sample.at(), _ -> new EnumMap<>(Figure.class));
      sample
          .figures()
          .forEach((figure, value) ->
              all.merge(figure, value, figure.sum == Sum.WORST ? Math::max : Double::sum));
    }
    return minutes;
  }

  private void add(long minute, Map<Figure, Double> figures) {
    var point = (minute - from) / (step * MINUTE);
    if (minute < from || point >= points) {
      return;
    }
    figures.forEach((figure, value) -> {
      var line = line(figure);
      var before = line[(int) point];
      if (Double.isNaN(before)) {
        line[(int) point] = value;
      } else {
        line[(int) point] = figure.sum == Sum.COUNT ? before + value : Math.max(before, value);
      }
    });
  }

  private double[] line(Figure figure) {
    return lines.computeIfAbsent(
        figure,
        _ -> {
          var line = new double[points];
          Arrays.fill(line, UNKNOWN);
          return line;
        });
  }

  private Charts charts() {
    return new Charts(
        from,
        step * 60,
        known(line(Figure.STREAMS)),
        known(line(Figure.BYTES)),
        known(line(Figure.TRUNCATED)),
        known(line(Figure.WAITING)),
        known(line(Figure.ACTIVE)),
        known(means(line(Figure.WAITED_MILLIS), line(Figure.STARTED))),
        known(line(Figure.REQUESTS)),
        known(line(Figure.FAILED)),
        known(line(Figure.LAG_MILLIS)),
        known(line(Figure.MEMORY_BYTES)),
        known(line(Figure.CPU)));
  }

  /** Not known where nothing was counted: 0/0 is not a number. */
  private static double[] means(double[] sums, double[] counts) {
    var means = new double[sums.length];
    Arrays.setAll(means, i -> sums[i] / counts[i]);
    return means;
  }

  private static List<@Nullable Double> known(double[] line) {
    var values = new ArrayList<@Nullable Double>();
    for (var value : line) {
      values.add(Double.isFinite(value) ? (Double) value : null);
    }
    return values;
  }
}
