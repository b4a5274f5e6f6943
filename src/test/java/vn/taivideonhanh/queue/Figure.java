package vn.taivideonhanh.queue;

import java.util.Locale;

/**
 * What a measurement tells, of each side.
 *
 * @param name with its unit
 * @param aim the ratio of ours to theirs that is to be reached, or 0 for none
 * @param more whether more is better
 */
record Figure(String name, double aim, boolean more) {
  static Figure atLeast(double aim, String name) {
    return new Figure(name, aim, true);
  }

  static Figure atMost(double aim, String name) {
    return new Figure(name, aim, false);
  }

  String shown(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  String goal(double ratio) {
    if (aim == 0) {
      return "";
    }
    var reached = more ? ratio >= aim : ratio <= aim;
    return String.format(
        Locale.ROOT, "%s %.1f %s", more ? ">=" : "<=", aim, reached ? "ok" : "MISSED");
  }
}
