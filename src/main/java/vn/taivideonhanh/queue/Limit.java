package vn.taivideonhanh.queue;

import java.time.Duration;

/**
 * How many jobs of a lane may run, and how many may start in a time.
 *
 * @param running at once; 0 for any number
 * @param starts in {@code per}, spread over it after the first ones; 0 for any number
 */
public record Limit(int running, int starts, Duration per) {
  /** A bound of what runs at once. */
  public static Limit running(int most) {
    return new Limit(most, 0, Duration.ZERO);
  }

  /** The same with so many starts in a time. */
  public Limit starting(int most, Duration time) {
    return new Limit(running, most, time);
  }

  String text() {
    return running + " " + starts + " " + per.toMillis();
  }

  static Limit parse(String text) {
    var words = text.split(" ", -1);
    return new Limit(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Duration.ofMillis(Long.parseLong(words[2])));
  }
}
