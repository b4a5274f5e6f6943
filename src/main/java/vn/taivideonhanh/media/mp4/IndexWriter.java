package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@code sidx} box (ISO/IEC 14496-12, 8.16.3) for one track of a merged file. */
final class IndexWriter {
  private static final int MAX_REFERENCES = 0xffff;
  private static final long MAX_LENGTH = Integer.MAX_VALUE;
  private static final int FIXED_LENGTH = 40;
  private static final int REFERENCE_LENGTH = 12;
  private static final int STARTS_WITH_SAP = 0x90000000;

  private final Selection selection;
  private final List<Entry> entries;

  /** Some of the track's fragments, with what of other tracks is among them. */
  private record Entry(long at, long length, long start, long end, boolean sap) {}

  private IndexWriter(Selection selection, List<Entry> entries) {
    this.selection = selection;
    this.entries = entries;
  }

  /**
   * @param positions of the selection's fragments, from the first byte after the header
   * @param end of the file, likewise
   */
  static IndexWriter of(Selection selection, long[] positions, long end) {
    int step = (positions.length + MAX_REFERENCES - 1) / MAX_REFERENCES;
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < positions.length; i += step) {
      int next = Math.min(i + step, positions.length);
      var first = selection.fragments().get(i);
      long until = next < positions.length ? positions[next] : end;
      long stop =
          next < positions.length
              ? selection.start(selection.fragments().get(next))
              : selection.end(selection.fragments().getLast());
      long start = selection.start(first);
      entries.add(new Entry(positions[i], until - positions[i], start, stop, first.sap()));
    }
    return new IndexWriter(selection, entries);
  }

  /** Whether it can be written: its fields have room for what they tell. */
  boolean fits() {
    return entries.stream()
        .allMatch(e -> e.length() <= MAX_LENGTH && e.end() - e.start() <= 0xffffffffL);
  }

  int length() {
    return FIXED_LENGTH + REFERENCE_LENGTH * entries.size();
  }

  /**
   * @param between bytes from the box's end to the header's end
   */
  ByteBuffer write(long between) {
    var track = selection.reference();
    var out = new BoxWriter().begin(BoxType.SIDX, 1, 0).i32(track.id());
    out.i32((int) track.track().timescale()).i64(entries.getFirst().start());
    out.i64(between + entries.getFirst().at()).i16(0).i16(entries.size());
    for (var entry : entries) {
      out.i32((int) entry.length()).i32((int) (entry.end() - entry.start()));
      out.i32(entry.sap() || !track.track().video() ? STARTS_WITH_SAP : 0);
    }
    return out.end().bytes();
  }
}
