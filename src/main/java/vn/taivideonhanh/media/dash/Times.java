package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/**
 * When the segments of a representation begin and end, in ticks.
 *
 * @param timescale ticks a second
 * @param spans in order
 */
record Times(long timescale, List<Span> spans) {
  private static final long MAX_TIME = 1L << 60;

  Times {
    spans = List.copyOf(spans);
  }

  /** One segment. */
  record Span(long start, long end) {}

  /** Whether each begins later than the one before. */
  boolean ascend() {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start <= spans.get(i - 1).start) {
        return false;
      }
    }
    return true;
  }

  /** How long a segment lasts in microseconds: up to the next, if there is one. */
  long micros(int index) throws ManifestRefusedException {
    long zero = spans.getFirst().start;
    var span = spans.get(index);
    long end = index + 1 < spans.size() ? spans.get(index + 1).start : span.end;
    return Fields.micros(end - zero, timescale) - Fields.micros(span.start - zero, timescale);
  }

  /**
   * All segments of one duration.
   *
   * @param count how many there are; null is as many as fit
   * @param end when the last ends; null when that is not known
   */
  static Times even(long timescale, long duration, @Nullable Long count, @Nullable Long end)
      throws ManifestRefusedException {
    check(duration <= MAX_TIME / DashTrack.MAX_PARTS);
    check(count != null || end != null);
    long many = count != null ? count : end == null ? 0 : Math.ceilDiv(end, duration);
    check(many > 0);
    check(many <= DashTrack.MAX_PARTS, Refusal.TOO_LONG);
    var spans = new ArrayList<Span>();
    for (long i = 0; i < many; i++) {
      long start = i * duration;
      long whole = start + duration;
      spans.add(new Span(start, end != null && end > start ? Math.min(end, whole) : whole));
    }
    return new Times(timescale, spans);
  }

  /**
   * Segments as a timeline says.
   *
   * @param end when the last ends; null when that is not known
   */
  static Times of(long timescale, List<Stretch> timeline, @Nullable Long end)
      throws ManifestRefusedException {
    var spans = new ArrayList<Span>();
    long at = 0;
    for (int i = 0; i < timeline.size(); i++) {
      var stretch = timeline.get(i);
      at = stretch.start() == null ? at : stretch.start();
      var until = i + 1 < timeline.size() ? timeline.get(i + 1).start() : end;
      long more = stretch.repeats() == Stretch.OPEN ? open(at, stretch, until) : stretch.repeats();
      check(more < DashTrack.MAX_PARTS - spans.size(), Refusal.TOO_LONG);
      for (long repeat = 0; repeat <= more; repeat++) {
        check(at <= MAX_TIME);
        spans.add(new Span(at, at + stretch.duration()));
        at += stretch.duration();
      }
    }
    return new Times(timescale, spans);
  }

  /** How many more of a stretch there are up to a time. */
  private static long open(long at, Stretch stretch, @Nullable Long until)
      throws ManifestRefusedException {
    if (until == null || until <= at) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
    return Math.ceilDiv(until - at, stretch.duration()) - 1;
  }
}
