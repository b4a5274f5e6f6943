package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;

/** Where everything in a WebM file of one track is, as its cues tell. */
public final class WebmIndex {
  private final Timing timing;
  private final TrackEntry track;
  private final List<Cue> cues;
  private final List<Stretch> stretches;

  /**
   * What is said of a file's times.
   *
   * @param scale nanoseconds of a tick, over 0
   * @param duration in ticks
   */
  record Timing(long scale, double duration) {}

  /**
   * Clusters from one that a cue names up to the next such.
   *
   * @param time when it begins, in ticks
   * @param offset in the file
   * @param length in bytes, over 0
   */
  record Stretch(long time, long offset, long length) {
    /** Position in the file after it. */
    long end() {
      return offset + length;
    }
  }

  /**
   * @param cues at least one, in order
   */
  WebmIndex(Timing timing, TrackEntry track, List<Cue> cues, Extent extent)
      throws MalformedMediaException {
    this.timing = timing;
    this.track = track;
    this.cues = cues;
    this.stretches = stretches(cues, extent);
  }

  /**
   * Where the clusters are.
   *
   * @param first position of the first
   * @param end position after the last
   */
  record Extent(long first, long end) {}

  private static List<Stretch> stretches(List<Cue> cues, Extent extent)
      throws MalformedMediaException {
    if (cues.getFirst().cluster() < extent.first || cues.getLast().cluster() >= extent.end) {
      throw broken("a cue outside of the clusters");
    }
    var stretches = new ArrayList<Stretch>();
    // What is before the first cue belongs to the media, too.
    long from = extent.first;
    long time = cues.getFirst().time();
    long named = cues.getFirst().cluster();
    for (var cue : cues) {
      if (cue.cluster() != named) {
        stretches.add(new Stretch(time, from, cue.cluster() - from));
        from = cue.cluster();
        time = cue.time();
        named = from;
      }
    }
    stretches.add(new Stretch(time, from, extent.end - from));
    return List.copyOf(stretches);
  }

  /** How long it plays, in milliseconds. */
  public long durationMillis() {
    return Math.round(timing.duration * timing.scale / 1_000_000);
  }

  /** Number of its cues. */
  public int cueCount() {
    return cues.size();
  }

  /** Whether its track is video, else it is sound. */
  public boolean hasVideo() {
    return track.video();
  }

  /** Which stretch a cue names: the last that does not begin behind its cluster. */
  int named(Cue cue) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (stretches.get(middle).offset <= cue.cluster()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** When the next stretch begins, or the media ends; in ticks. */
  long end(int stretch) {
    return stretch + 1 < stretches.size()
        ? stretches.get(stretch + 1).time
        : Math.max(stretches.get(stretch).time, (long) timing.duration);
  }

  Timing timing() {
    return timing;
  }

  TrackEntry track() {
    return track;
  }

  List<Cue> cues() {
    return cues;
  }

  List<Stretch> stretches() {
    return stretches;
  }
}
