package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/**
 * A place to go to (RFC 9559, 5.1.5.1).
 *
 * @param time in ticks
 * @param cluster position in the file of the cluster with what is shown then
 */
record Cue(long time, long cluster) {
  /** Most that a file may have. */
  static final int MOST = 200_000;

  /**
   * Reads those of one track.
   *
   * @param start position in the file of what positions are counted from
   * @param end position that all are before
   * @return at least one, in order of time and of the file
   */
  static List<Cue> read(Cursor cues, int track, long start, long end)
      throws MalformedMediaException {
    var all = new ArrayList<Cue>();
    for (var point = cues.next(); point != null; point = cues.next()) {
      var cue = point.id() == ElementId.CUE_POINT ? point(point.cursor(), track) : null;
      if (cue == null) {
        continue;
      }
      if (cue.cluster >= end - start) {
        throw broken("a cue beyond the end");
      }
      if (all.size() == MOST) {
        throw new MalformedMediaException(Kind.TOO_LARGE, "over " + MOST + " cues");
      }
      all.add(new Cue(cue.time, start + cue.cluster));
    }
    if (all.isEmpty()) {
      throw unsupported("no cues");
    }
    all.sort(Comparator.comparingLong(Cue::cluster).thenComparingLong(Cue::time));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).time < all.get(i - 1).time) {
        throw broken("cues that go back in time");
      }
    }
    return List.copyOf(all);
  }

  /** With a position as it stands there; null when it is of another track. */
  private static @Nullable Cue point(Cursor point, int track) throws MalformedMediaException {
    long time = -1;
    long cluster = -1;
    for (var element = point.next(); element != null; element = point.next()) {
      switch (element.id()) {
        case ElementId.CUE_TIME -> time = element.unsigned();
        case ElementId.CUE_TRACK_POSITIONS -> {
          long found = place(element.cursor(), track);
          cluster = found >= 0 ? found : cluster;
        }
        default -> {}
      }
    }
    if (time < 0) {
      throw broken("a cue without a time");
    }
    return cluster < 0 ? null : new Cue(time, cluster);
  }

  private static long place(Cursor positions, int track) throws MalformedMediaException {
    long cluster = -1;
    boolean mine = false;
    for (var element = positions.next(); element != null; element = positions.next()) {
      switch (element.id()) {
        case ElementId.CUE_TRACK -> mine = element.unsigned() == track;
        case ElementId.CUE_CLUSTER_POSITION -> cluster = element.unsigned();
        default -> {}
      }
    }
    return mine ? cluster : -1;
  }
}
