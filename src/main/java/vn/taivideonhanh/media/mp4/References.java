package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/**
 * Follows an index through the indexes that it refers to (ISO/IEC 14496-12, 8.16.3), down to the
 * fragments.
 */
final class References {
  private static final int MAX_DEPTH = 4;
  private static final int MAX_INDEXES = 1_000;

  private final Track track;
  private final long timescale;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Fragment> fragments = new ArrayList<>();
  private int depth = 1;
  private int indexes = 1;

  /** Time of references that have no bytes, to be given to the next that has. */
  private long waiting;

  private record Pending(SegmentIndex.Reference reference, int depth) {}

  References(Track track, SegmentIndex top) throws MalformedMediaException {
    this.track = track;
    this.timescale = top.timescale();
    expand(top);
  }

  Track track() {
    return track;
  }

  long timescale() {
    return timescale;
  }

  /** In order, once {@link #next} is null. */
  List<Fragment> fragments() {
    return fragments;
  }

  /** Puts an index's references in the place of the one that led to it. */
  void expand(SegmentIndex index) throws MalformedMediaException {
    if (index.timescale() != timescale) {
      throw Cursor.unsupported("indexes in several time scales");
    }
    if (depth > MAX_DEPTH || ++indexes > MAX_INDEXES) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "indexes of indexes of indexes");
    }
    for (var reference : index.references().reversed()) {
      pending.push(new Pending(reference, depth));
    }
  }

  /** The next reference to an index; null when all fragments are known. */
  SegmentIndex.@Nullable Reference next() throws MalformedMediaException {
    while (!pending.isEmpty()) {
      var next = pending.pop();
      if (next.reference().index()) {
        depth = next.depth() + 1;
        return next.reference();
      }
      add(next.reference());
    }
    if (fragments.isEmpty()) {
      throw broken("an index without fragments");
    }
    return null;
  }

  private void add(SegmentIndex.Reference leaf) throws MalformedMediaException {
    var _ = Timescale.checked(leaf.start(), timescale);
    var _ = Timescale.checked(leaf.duration(), timescale);
    if (leaf.length() == 0) {
      rest(leaf.duration());
      return;
    }
    if (fragments.size() >= Mp4Index.MAX_FRAGMENTS) {
      throw new MalformedMediaException(Kind.TOO_LARGE, "over " + fragments.size() + " fragments");
    }
    if (!fragments.isEmpty()) {
      var last = fragments.getLast();
      if (leaf.offset() < last.end() || leaf.start() < last.start()) {
        throw broken("fragments out of order");
      }
    }
    fragments.add(
        new Fragment(
            leaf.offset(),
            leaf.length(),
            leaf.start() - waiting,
            leaf.duration() + waiting,
            leaf.sap()));
    waiting = 0;
  }

  /** Adds what only another track's index names: its fragments after the last of this one. */
  void extend(SegmentIndex other) throws MalformedMediaException {
    for (var reference : other.references()) {
      var last = fragments.getLast();
      if (reference.offset() == last.end() && !reference.index()) {
        long end = last.start() + last.duration();
        add(new SegmentIndex.Reference(false, last.end(), reference.length(), end, 0, false));
      }
    }
  }

  private void rest(long duration) {
    if (fragments.isEmpty()) {
      waiting += duration;
    } else {
      fragments.add(fragments.removeLast().longer(duration));
    }
  }
}
