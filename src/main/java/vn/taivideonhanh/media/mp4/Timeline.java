package vn.taivideonhanh.media.mp4;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Puts the tracks of all sources on one line of time that begins at 0. */
final class Timeline {
  /** Sources that begin further apart than this don't share a clock; in nanoseconds. */
  private static final long APART = 5 * Selection.NANOS;

  private final List<Mp4Index> sources;

  /** The movie's, of the merged file. */
  private final long timescale;

  Timeline(List<Mp4Index> sources) {
    this.sources = sources;
    this.timescale = Timescale.common(sources.stream().map(s -> s.movie().timescale()).toList());
  }

  long timescale() {
    return timescale;
  }

  /** All of every source. */
  List<Selection> whole() {
    var starts = sources.stream().mapToLong(Timeline::decoded).toArray();
    var order = LongStream.of(starts).summaryStatistics();
    boolean apart = order.getMax() - order.getMin() > APART;
    long first = sources.stream().mapToLong(Timeline::shown).min().orElse(0);
    var selections = new ArrayList<Selection>();
    int id = 1;
    for (int i = 0; i < starts.length; i++) {
      var source = sources.get(i);
      long start = apart ? starts[i] : first;
      var placed = new ArrayList<Selection.Placed>();
      for (var track : source.movie().tracks()) {
        placed.add(placed(source, track, id++, start));
      }
      selections.add(new Selection(i, source, source.fragments(), placed, Map.of()));
    }
    return selections;
  }

  /** When a source begins to be decoded, in nanoseconds; 0 when its fragments don't tell. */
  private static long decoded(Mp4Index source) {
    return source.movie().tracks().stream()
        .mapToLong(track -> decoded(source, track))
        .min()
        .orElse(0);
  }

  private static long decoded(Mp4Index source, Track track) {
    long ticks = source.firstTimes().getOrDefault(track.id(), 0L);
    return Timescale.convert(ticks, track.timescale(), Selection.NANOS);
  }

  /** When it begins, likewise, after what its edit lists leave empty. */
  private static long shown(Mp4Index source) {
    long scale = source.movie().timescale();
    return source.movie().tracks().stream()
        .mapToLong(track ->
            decoded(source, track)
                + Timescale.convert(Edit.leading(track.edits()), scale, Selection.NANOS))
        .min()
        .orElse(0);
  }

  private Selection.Placed placed(Mp4Index source, Track track, int id, long start) {
    long ticks = source.firstTimes().getOrDefault(track.id(), 0L);
    long earlier = Math.min(ticks, Timescale.convert(start, Selection.NANOS, track.timescale()));
    long rest = start - Timescale.convert(earlier, track.timescale(), Selection.NANOS);
    var edits =
        edits(source, track, Timescale.convert(Math.max(0, rest), Selection.NANOS, timescale));
    long end = Timescale.convert(end(source), source.timescale(), track.timescale());
    end += unindexed(source, track);
    long duration = presented(track, edits, end - earlier);
    return new Selection.Placed(track, id, earlier, edits, duration, earlier, end);
  }

  /**
   * A track's edit list.
   *
   * @param less by how much less is left empty before the track begins, in the movie's time scale
   */
  private List<Edit> edits(Mp4Index source, Track track, long less) {
    var edits = new ArrayList<Edit>();
    long left = less;
    for (var edit : track.edits()) {
      long duration = Timescale.convert(edit.duration(), source.movie().timescale(), timescale);
      if (edit.empty() && left > 0) {
        long taken = Math.min(left, duration);
        left -= taken;
        duration -= taken;
      }
      if (!edit.empty() || duration > 0) {
        edits.add(new Edit(duration, edit.mediaTime(), edit.rate()));
      }
    }
    return edits;
  }

  /**
   * By how much the times of a video's index are earlier than those of its media: ffmpeg counts
   * from where the edit list begins, others as the standard has it.
   */
  static long unindexed(Mp4Index source, Track track) {
    long firstTime = source.firstTimes().getOrDefault(track.id(), 0L);
    long first = source.fragments().getFirst().start();
    long indexed = Timescale.convert(first, source.timescale(), track.timescale());
    long begin =
        track.edits().stream()
            .filter(it -> !it.empty())
            .mapToLong(Edit::mediaTime)
            .findFirst()
            .orElse(0);
    return track.video() && !source.tabled() && indexed - firstTime < begin ? begin : 0;
  }

  private static long end(Mp4Index source) {
    var last = source.fragments().getLast();
    return last.start() + last.duration();
  }

  /** What is left of a track by its edit list (ISO/IEC 14496-12, 8.6.6). */
  private long presented(Track track, List<Edit> edits, long end) {
    long empty = 0;
    long shown = 0;
    long begin = -1;
    boolean bounded = false;
    for (var edit : edits) {
      if (edit.empty()) {
        empty += edit.duration();
      } else {
        begin = begin < 0 ? edit.mediaTime() : begin;
        shown += edit.duration();
        bounded = edit.duration() > 0;
      }
    }
    long media = Math.max(0, end - Math.max(0, begin));
    long rest = Timescale.convert(media, track.timescale(), timescale);
    return empty + (bounded ? Math.min(shown, rest) : rest);
  }
}
