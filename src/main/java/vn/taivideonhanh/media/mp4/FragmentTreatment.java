package vn.taivideonhanh.media.mp4;

import java.util.List;
import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.media.layout.Treatment;

/**
 * Gives a source's fragment its place in the merged file.
 *
 * @param tracks of the source
 * @param length of the span
 * @param from position in the source's file of the span's first byte
 * @param to position of the span's first byte in the merged file
 * @param separate whether positions in the fragment are relative to the span rather than to a file
 * @param number of the span, from 0
 */
record FragmentTreatment(
    List<TrackChange> tracks, long length, long from, long to, boolean separate, int number)
    implements Treatment {
  /** Numbers that each span has for its {@code moof} boxes, so that one is known without others. */
  static final int NUMBERS = 4096;

  @Override
  public Passage passage() {
    return new FragmentPassage(this);
  }

  /**
   * The sequence number of a {@code moof} (ISO/IEC 14496-12, 8.8.5).
   *
   * @param count of those before it in the span
   */
  int sequence(int count) {
    return 1 + number * NUMBERS + Math.min(count, NUMBERS - 1);
  }

  /**
   * A position in the source, in the merged file.
   *
   * @return -1 when it is outside of the span
   */
  long moved(long position) {
    long inside = position - from;
    if (separate && (inside < 0 || inside >= length)) {
      inside = position;
    }
    return inside < 0 || inside >= length ? -1 : inside + to;
  }
}
