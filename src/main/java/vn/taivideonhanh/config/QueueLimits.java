package vn.taivideonhanh.config;

import java.time.Duration;

/**
 * How much of the queue one person or one site may take, unless an operator has said otherwise
 * while the server runs. It holds for each that has no limit of its own.
 *
 * @param personRunning analyses of one person at once, on all nodes together; 0 for any number,
 *     10,000 at most
 * @param personStarts in {@code personPer}, spread over it after the first ones; 0 for any number
 * @param personPer from a second to a day
 * @param siteRunning the same of one site
 * @param siteStarts the same of one site
 * @param sitePer the same of one site
 */
public record QueueLimits(
    int personRunning,
    int personStarts,
    Duration personPer,
    int siteRunning,
    int siteStarts,
    Duration sitePer) {
  private static final int MOST = 10_000;

  public QueueLimits {
    Check.range(personRunning, 0, MOST, "queue.personRunning");
    Check.range(personStarts, 0, MOST, "queue.personStarts");
    check(personPer, "queue.personPer");
    Check.range(siteRunning, 0, MOST, "queue.siteRunning");
    Check.range(siteStarts, 0, MOST, "queue.siteStarts");
    check(sitePer, "queue.sitePer");
  }

  private static void check(Duration per, String key) {
    Check.that(
        per.compareTo(Duration.ofSeconds(1)) >= 0 && per.compareTo(Duration.ofDays(1)) <= 0,
        key,
        "must be from 1s to 1d");
  }
}
