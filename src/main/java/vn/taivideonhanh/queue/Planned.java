package vn.taivideonhanh.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that is kept.
 *
 * @param next when it fires
 * @param last when it has fired last; null before that
 */
public record Planned(Schedule schedule, Instant next, @Nullable Fired last) {
  /**
   * A time that has come.
   *
   * @param refused why there is no job of it; null when there is one
   */
  public record Fired(Instant at, Added.@Nullable Refused refused) {
    private static final String TAKEN = "-";

    /** The form in which it is kept. */
    String text() {
      return at.toEpochMilli() + " " + (refused == null ? TAKEN : refused.name());
    }

    /** Null for what is empty. */
    static @Nullable Fired parse(String text) {
      if (text.isEmpty()) {
        return null;
      }
      var words = text.split(" ", -1);
      var refused = words[1].equals(TAKEN) ? null : Added.Refused.valueOf(words[1]);
      return new Fired(Instant.ofEpochMilli(Long.parseLong(words[0])), refused);
    }
  }
}
