package vn.taivideonhanh.media.mp4;

import java.util.List;
import java.util.Map;

/**
 * What of a source comes into the merged file.
 *
 * @param source number of the source, from 0
 * @param fragments at least one
 * @param tracks with their places in the merged file
 * @param cuts what is left of some of the fragments, by their place in the list
 */
record Selection(
    int source,
    Mp4Index index,
    List<Fragment> fragments,
    List<Placed> tracks,
    Map<Integer, List<Cut>> cuts) {
  /** Nanoseconds a second: the scale in which fragments of different sources are compared. */
  static final long NANOS = 1_000_000_000;

  /**
   * By how much audio may come after the video that is shown with it: then a player that goes to
   * the beginning of a video fragment finds what is heard there behind it.
   */
  static final long SLACK = NANOS / 4;

  Selection {
    fragments = List.copyOf(fragments);
    tracks = List.copyOf(tracks);
    cuts = Map.copyOf(cuts);
  }

  /**
   * A track in the merged file.
   *
   * @param id of its own there
   * @param earlier ticks by which its decode times are put earlier
   * @param edits in the merged file's movie time scale
   * @param duration that is presented, in the same scale
   * @param zero the time of its media that the index calls 0
   * @param end where its media ends, before it is put earlier
   */
  record Placed(
      Track track, int id, long earlier, List<Edit> edits, long duration, long zero, long end) {
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

  /** When a fragment begins, as the merged file's index has it; in the track's time scale. */
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
    return Math.max(0, Math.min(ticks, placed.end()) - placed.zero());
  }

  /** Length in the merged file of a fragment, by its place in the list. */
  long length(int place) {
    var left = cuts.get(place);
    return left == null
        ? fragments.get(place).length()
        : left.stream().mapToLong(Cut::length).sum();
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
