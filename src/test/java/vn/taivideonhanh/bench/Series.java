package vn.taivideonhanh.bench;

import java.util.ArrayList;
import java.util.List;

/** One figure of one side, round by round. */
public record Series(List<Double> values) {
  public Series() {
    this(new ArrayList<>());
  }

  public void add(double value) {
    values.add(value);
  }

  public double median() {
    return median(values);
  }

  /** The median of the rounds' ratios: what loads the machine for minutes loads both sides. */
  public double ratio(Series other) {
    var ratios = new ArrayList<Double>();
    for (var i = 0; i < Math.min(values.size(), other.values.size()); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
