package vn.taivideonhanh.token;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A point in time as the scripts see it. Days are those of UTC: the same on every node, and limits
 * begin anew at midnight there.
 *
 * @param millis since the epoch
 */
record Moment(long millis) {
  /** {@code 2026-11-22}. */
  String day() {
    return date().toString();
  }

  String dayBefore() {
    return date().minusDays(1).toString();
  }

  /** When the day ends, epoch milliseconds. */
  long dayEnd() {
    return date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  String text() {
    return Long.toString(millis);
  }

  private LocalDate date() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
