package vn.taivideonhanh.bench;

import java.util.Locale;
import java.util.Map;

/**
 * What a row should reach.
 *
 * @param peer the side whose figure is the measure; empty when it is a number by itself
 * @param most how many times that of the peer ours may be, or with {@code over}, by how much more
 * @param over whether {@code most} is a difference
 */
record Goal(String peer, double most, boolean over) {
  /** At most so many times the peer's. */
  static Goal times(double most, String peer) {
    return new Goal(peer, most, false);
  }

  /** At most so much more than the peer's, in the row's unit. */
  static Goal over(double most, String peer) {
    return new Goal(peer, most, true);
  }

  /** At most that, in the row's unit. */
  static Goal most(double most) {
    return new Goal("", most, true);
  }

  /** What was reached, and whether it is enough; empty when the peer was not measured. */
  String judge(Series ours, Map<String, Series> sides) {
    var other = sides.get(peer);
    if (other == null && !peer.isEmpty()) {
      return "";
    }
    var before = other == null ? 0 : other.median();
    var reached = over || other == null ? ours.median() - before : ours.ratio(other);
    var what =
        peer.isEmpty()
            ? "at most " + Table.shown(most)
            : over
                ? String.format(
                    Locale.ROOT, "%+.1f over %s, at most %s", reached, peer, Table.shown(most))
                : String.format(Locale.ROOT, "%.2f of %s, at most %s", reached, peer, most);
    return what + (reached <= most ? "" : " (missed)");
  }
}
