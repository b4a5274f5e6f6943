package vn.taivideonhanh.media.mp4;

/**
 * Turns times of the merged whole into times of a track's media, and back (ISO/IEC 14496-12,
 * 8.6.6).
 *
 * @param placed with no more than one edit that is not empty
 * @param timescale of the movie
 */
record TrackSpan(Selection.Placed placed, long timescale) {
  /** Where the edit list begins, in the track's time scale. */
  long begin() {
    for (var edit : placed.edits()) {
      if (!edit.empty()) {
        return edit.mediaTime();
      }
    }
    return 0;
  }

  /** By how much the media's time is later than what is presented, in the track's time scale. */
  private long later() {
    return placed.earlier() + begin() - empty();
  }

  private long empty() {
    long empty = placed.edits().stream().filter(Edit::empty).mapToLong(Edit::duration).sum();
    return Timescale.convert(empty, timescale, placed.track().timescale());
  }

  /**
   * A time of the media.
   *
   * @param nanos of the whole
   */
  long media(long nanos) {
    return Timescale.convert(nanos, Selection.NANOS, placed.track().timescale()) + later();
  }

  /**
   * The same in nanoseconds of the whole.
   *
   * @param ticks of the media
   */
  long presented(long ticks) {
    long shown = Math.max(0, ticks - later());
    return Timescale.convert(shown, placed.track().timescale(), Selection.NANOS);
  }
}
