package vn.taivideonhanh.media.mp4;

import java.util.List;

/**
 * What of a source comes into the merged file.
 *
 * @param source number of the source, from 0
 * @param fragments at least one
 * @param tracks with their places in the merged file
 */
record Selection(int source, Mp4Index index, List<Fragment> fragments, List<Placed> tracks) {
  /** Nanoseconds a second: the scale in which fragments of different sources are compared. */
  static final long NANOS = 1_000_000_000;

  /**
   * By how much audio may come after the video that is shown with it: then a player that goes to
   * the beginning of a video fragment finds what is heard there behind it.
   */
  private static final long SLACK = NANOS / 4;

  Selection {
    fragments = List.copyOf(fragments);
    tracks = List.copyOf(tracks);
  }

  /**
   * A track in the merged file.
   *
   * @param id of its own there
   * @param earlier ticks by which its decode times are put earlier
   * @param edits in the merged file's movie time scale
   * @param duration that is presented, in the same scale
   */
  record Placed(Track track, int id, long earlier, List<Edit> edits, long duration) {
    Placed {
      edits = List.copyOf(edits);
    }
  }

  /** The track whose times the fragments have. */
  Placed reference() {
    return tracks.stream()
        .filter(p -> p.track().id() == index.reference().id())
        .findFirst()
        .orElseThrow();
  }

  /** Where a fragment begins in its track, in the merged file; in the track's time scale. */
  long start(Fragment fragment) {
    return ticks(fragment.start());
  }

  /** Where a fragment ends, likewise. */
  long end(Fragment fragment) {
    return ticks(fragment.start() + fragment.duration());
  }

  private long ticks(long time) {
    var placed = reference();
    long ticks = Timescale.convert(time, index.timescale(), placed.track().timescale());
    return Math.max(0, ticks - placed.earlier());
  }

  /** What fragments are ordered by. */
  long key(Fragment fragment) {
    long nanos = Timescale.convert(start(fragment), reference().track().timescale(), NANOS);
    return reference().track().video() ? nanos : nanos + SLACK;
  }

  List<TrackChange> changes() {
    return tracks.stream().map(p -> new TrackChange(p.track().id(), p.id(), p.earlier())).toList();
  }
}
