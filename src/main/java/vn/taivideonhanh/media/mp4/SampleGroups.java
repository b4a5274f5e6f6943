package vn.taivideonhanh.media.mp4;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/**
 * The samples of a table in groups that each can be decoded from, as if they were fragments.
 *
 * @param firsts number of each group's first sample, and of the one after the last group
 * @param fragments the groups; their times are those of the media, by their first pictures
 * @param earliest when the first picture of each is shown, in order of presentation
 */
record SampleGroups(
    SampleTable table, List<Integer> firsts, List<Fragment> fragments, List<Long> earliest) {
  /** Most samples of one group: half an hour of audio. */
  private static final int MAX_SAMPLES = 100_000;

  SampleGroups {
    firsts = List.copyOf(firsts);
    fragments = List.copyOf(fragments);
    earliest = List.copyOf(earliest);
  }

  /**
   * @param movie ticks a second of the times in the track's edit list
   */
  static SampleGroups of(SampleTable table, Track track, long movie)
      throws MalformedMediaException {
    long shortest = track.video() ? track.timescale() / 2 : track.timescale();
    long end = end(track, movie);
    var firsts = new ArrayList<Integer>();
    int past = 0;
    while (past < table.count() && (past == 0 || table.decode(past) < end)) {
      if (past == 0
          || (table.sync(past)
              && table.decode(past) - table.decode(firsts.getLast()) >= shortest)) {
        firsts.add(past);
      }
      past++;
    }
    var groups = new Builder(table, end);
    for (int i = 0; i < firsts.size(); i++) {
      groups.add(firsts.get(i), i + 1 < firsts.size() ? firsts.get(i + 1) : past);
    }
    firsts.add(past);
    return new SampleGroups(table, firsts, groups.fragments(), groups.earliest);
  }

  /** Where the track's edit list ends, in its media. */
  private static long end(Track track, long movie) {
    for (var edit : track.edits()) {
      if (!edit.empty() && edit.duration() > 0) {
        // The list's times are rounded to those of the movie.
        return edit.mediaTime() + Timescale.convert(edit.duration() + 1, movie, track.timescale());
      }
    }
    return Long.MAX_VALUE;
  }

  /** Samples of a group. */
  List<Sample> samples(int group) {
    return group < 0 || group >= fragments.size()
        ? List.of()
        : table.samples(firsts.get(group), firsts.get(group + 1));
  }

  /** Goes through the groups in order. */
  private static final class Builder {
    private final SampleTable table;
    private final long most;
    private final List<Long> earliest = new ArrayList<>();
    private final List<Fragment> begun = new ArrayList<>();
    private long end;

    /**
     * @param most where the track ends
     */
    Builder(SampleTable table, long most) {
      this.table = table;
      this.most = most;
    }

    void add(int from, int to) throws MalformedMediaException {
      if (to - from > MAX_SAMPLES) {
        throw new MalformedMediaException(Kind.TOO_LARGE, "key frames far apart");
      }
      long first = Long.MAX_VALUE;
      long length = 0;
      for (int i = from; i < to; i++) {
        first = Math.min(first, table.shown(i));
        end = Math.max(end, table.shown(i) + table.decode(i + 1) - table.decode(i));
        length += table.length(i);
      }
      long before = begun.isEmpty() ? 0 : begun.getLast().start();
      long start = Math.max(before, table.shown(from));
      earliest.add(Math.max(0, first));
      begun.add(new Fragment(table.offset(from), length, start, 0, true));
    }

    List<Fragment> fragments() {
      var fragments = new ArrayList<Fragment>();
      for (int i = 0; i < begun.size(); i++) {
        var group = begun.get(i);
        long next = i + 1 < begun.size() ? begun.get(i + 1).start() : Math.min(most, end);
        fragments.add(group.longer(Math.max(0, next - group.start())));
      }
      return fragments;
    }
  }
}
