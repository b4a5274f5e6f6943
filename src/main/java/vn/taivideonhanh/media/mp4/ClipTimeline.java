package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * Cuts a clip out of merged sources. Of the fragments where it begins and ends only the samples
 * that are wanted are left. Pictures before the beginning, which others are made from, are shown
 * for no time, and hidden by an edit list; so it begins right also in players that hide nothing.
 */
final class ClipTimeline {
  private static final long MILLI = Selection.NANOS / 1000;

  /** Longest time to the next picture for which the sound's fragment there is looked at, too. */
  private static final long PICTURE = 100 * MILLI;

  private final List<Selection> whole;
  private final long timescale;
  private final Clip clip;

  /**
   * @param whole all of the sources
   * @param timescale of the movie
   */
  ClipTimeline(List<Selection> whole, long timescale, Clip clip) {
    this.whole = whole;
    this.timescale = timescale;
    this.clip = clip;
  }

  /** Readers of what has to be known, one for each source. */
  List<EdgeReader> readers() {
    var readers = new ArrayList<EdgeReader>();
    for (var source : whole) {
      int first = first(source, clip.startMillis() * MILLI);
      int next = first(source, clip.startMillis() * MILLI + PICTURE);
      int last = last(source, first);
      int after = source.tracks().size() > 1 ? 1 : 0;
      int before = source.reference().track().video() ? after : 1;
      int end = source.index().fragments().size() - 1;
      var edges =
          IntStream.of(first - before, first, before == 0 ? first : next, last, last + after)
              .filter(edge -> edge >= 0 && edge <= end)
              .distinct()
              .boxed()
              .toList();
      readers.add(new EdgeReader(source.index(), edges));
    }
    return readers;
  }

  /** What of the sources is in the clip. */
  List<Selection> selections() throws MalformedMediaException {
    long zero = zero();
    var selections = new ArrayList<Selection>();
    int id = 1;
    for (var source : whole) {
      if (source.tracks().stream()
          .anyMatch(p -> p.edits().stream().filter(e -> !e.empty()).count() > 1)) {
        throw unsupported("a clip of a track with several edits");
      }
      var reference = span(source.reference());
      if (reference.media(clip.startMillis() * MILLI) < source.reference().end()) {
        var selection = selection(source, zero, id);
        selections.add(selection);
        id += selection.tracks().size();
      }
    }
    if (selections.isEmpty()) {
      throw unsupported("a clip that begins after the end");
    }
    return selections;
  }

  /** When the clip's first picture is shown, in nanoseconds of the whole. */
  private long zero() throws MalformedMediaException {
    for (var source : whole) {
      var placed = source.reference();
      var span = span(placed);
      long start = span.media(clip.startMillis() * MILLI);
      if (placed.track().video() && start < placed.end()) {
        int first = first(source, clip.startMillis() * MILLI);
        var samples = samples(source, placed, first, first);
        // In fragments of several tracks the others may end before the next picture.
        long last = source.tracks().size() > 1 ? start : end(placed);
        boolean more = first < source.index().fragments().size() - 1;
        return span.presented(SampleCut.begin(samples, start, last, more));
      }
    }
    return clip.startMillis() * MILLI;
  }

  private Selection selection(Selection source, long zero, int id) throws MalformedMediaException {
    int first = begin(source, zero);
    int last = last(source, first);
    Map<Integer, List<Cut>> cuts = new HashMap<>();
    var placed = new ArrayList<Selection.Placed>();
    for (var track : source.tracks()) {
      var cut = new SampleCut(track, span(track).media(zero), end(track), source.index().tabled());
      int after = track.equals(source.reference()) ? 0 : 1;
      int before = track.track().video() ? after : 1;
      int until = first == last ? last + after : first;
      var head = cut.start(samples(source, track, first - before, until));
      if (track.track().video() && source.index().separate() && !head.getFirst().sync()) {
        throw unsupported("a part that can't be decoded from");
      }
      var tail = first == last ? head : samples(source, track, last, last + after);
      tail = cut.end(tail);
      long later = Timeline.unindexed(source.index(), track.track());
      var moved = cut.placed(id + placed.size(), timescale, later);
      placed.add(moved);
      add(cuts, 0, moved, first == last ? tail : head);
      if (first != last) {
        add(cuts, last - first, moved, tail);
      }
      for (int i = first + 1; i < last && source.index().headless(); i++) {
        add(cuts, i - first, moved, source.index().samples(i, track.track().id()));
      }
    }
    boolean dropped = first != last && !cuts.containsKey(last - first);
    var fragments = source.index().fragments().subList(first, dropped ? last : last + 1);
    return new Selection(source.source(), source.index(), fragments, placed, cuts);
  }

  private TrackSpan span(Selection.Placed placed) {
    return new TrackSpan(placed, timescale);
  }

  private static void add(
      Map<Integer, List<Cut>> cuts, int place, Selection.Placed track, List<Sample> samples) {
    if (!samples.isEmpty()) {
      cuts.computeIfAbsent(place, _ -> new ArrayList<>())
          .add(new Cut(track.id(), track.earlier(), samples));
    }
  }

  private long end(Selection.Placed placed) {
    return Math.min(placed.end(), span(placed).media(clip.endMillis() * MILLI));
  }

  /**
   * What is known of some fragments. Tracks beside the one by which fragments are indexed begin and
   * end a little before or after it in each; and sound begins with the first picture, which may be
   * a little before what was asked. So some of a clip may be in the fragments before and after.
   */
  private static List<Sample> samples(
      Selection source, Selection.Placed placed, int first, int last)
      throws MalformedMediaException {
    int id = placed.track().id();
    var samples = new ArrayList<Sample>();
    for (int i = first; i <= last; i++) {
      samples.addAll(source.index().samples(i, id));
    }
    if (samples.isEmpty()) {
      throw unsupported("a clip whose edges are not known");
    }
    return samples;
  }

  /** Number of the fragment in which the clip begins, whose first picture is shown at a time. */
  private int begin(Selection source, long zero) {
    int first = first(source, clip.startMillis() * MILLI);
    var placed = source.reference();
    if (placed.track().video()) {
      return first;
    }
    int id = placed.track().id();
    int next = first(source, zero);
    int begin = source.index().samples(next, id).isEmpty() ? first : next;
    var known = source.index().samples(begin, id);
    boolean more =
        begin + 1 < source.index().fragments().size()
            && !source.index().samples(begin + 1, id).isEmpty();
    long late = span(placed).media(zero) - lead(placed.track());
    return more && !known.isEmpty() && known.getLast().shown() < late ? begin + 1 : begin;
  }

  /** Most ticks by which sound begins before the clip. */
  private static long lead(Track track) {
    return Timescale.convert(SampleCut.MOST_LEAD, Selection.NANOS, track.timescale());
  }

  /** Number of the last fragment that can be decoded from and begins before a time. */
  private int first(Selection source, long nanos) {
    var placed = source.reference();
    var span = span(placed);
    long start = span.media(nanos) - (source.index().tabled() ? 0 : span.begin());
    int first = 0;
    var fragments = source.index().fragments();
    for (int i = 0; i < fragments.size(); i++) {
      boolean usable = fragments.get(i).sap() || !placed.track().video();
      if (usable && ticks(source, fragments.get(i).start()) <= start) {
        first = i;
      }
    }
    return first;
  }

  private int last(Selection source, int first) {
    var fragments = source.index().fragments();
    long later = Timeline.unindexed(source.index(), source.reference().track());
    long indexed = ticks(source, fragments.getLast().start() + fragments.getLast().duration());
    long end = Math.min(indexed, end(source.reference()) - later);
    if (!source.reference().track().video()) {
      // By so much the sound may end earlier, and then nothing of a later fragment is wanted.
      end -= lead(source.reference().track());
    }
    int last = first;
    for (int i = last; i < fragments.size(); i++) {
      if (ticks(source, source.index().earliest(i)) < end) {
        last = i;
      }
    }
    return last;
  }

  private static long ticks(Selection source, long indexed) {
    long scale = source.reference().track().timescale();
    return Timescale.convert(indexed, source.index().timescale(), scale);
  }
}
