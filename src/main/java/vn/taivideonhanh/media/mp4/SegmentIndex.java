package vn.taivideonhanh.media.mp4;

import static vn.taivideonhanh.media.mp4.Cursor.broken;

import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * A {@code sidx} box (ISO/IEC 14496-12, 8.16.3).
 *
 * @param start earliest presentation time, in the time scale
 * @param references in order of the file, without gaps
 */
record SegmentIndex(int referenceId, long timescale, long start, List<Reference> references) {
  SegmentIndex {
    references = List.copyOf(references);
  }

  /**
   * What a reference leads to.
   *
   * @param index whether it is another {@code sidx} rather than media
   * @param sap whether it starts with a stream access point
   */
  record Reference(
      boolean index, long offset, long length, long start, long duration, boolean sap) {}

  /**
   * @param cursor at the box's body
   * @param anchor position in the file of the first byte after the box
   */
  static SegmentIndex read(Cursor cursor, long anchor) throws MalformedMediaException {
    var full = cursor.full();
    int id = cursor.i32();
    long timescale = cursor.u32();
    if (timescale == 0) {
      throw broken("an index without a time scale");
    }
    long start = cursor.sized(full);
    long offset = sum(anchor, cursor.sized(full));
    cursor.skip(2);
    int count = cursor.u16();
    var references = new ArrayList<Reference>(Math.min(count, cursor.left() / 12));
    long time = start;
    for (int i = 0; i < count; i++) {
      int word = cursor.i32();
      long length = word & 0x7fffffff;
      long duration = cursor.u32();
      boolean sap = cursor.i32() < 0;
      references.add(new Reference(word < 0, offset, length, time, duration, sap));
      offset = sum(offset, length);
      time = sum(time, duration);
    }
    return new SegmentIndex(id, timescale, start, references);
  }

  /** Position of the first thing that is referred to. */
  long first() {
    return references.isEmpty() ? Long.MAX_VALUE : references.getFirst().offset();
  }

  private static long sum(long a, long b) throws MalformedMediaException {
    if (a > Long.MAX_VALUE - b) {
      throw broken("a position is over 63 bits");
    }
    return a + b;
  }
}
