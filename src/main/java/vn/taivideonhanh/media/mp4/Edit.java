package vn.taivideonhanh.media.mp4;

import java.util.List;

/**
 * An entry of an edit list (ISO/IEC 14496-12, 8.6.6).
 *
 * @param duration in the movie's time scale; 0 for the whole of a fragmented track
 * @param mediaTime where it begins, in the track's time scale; -1 is an empty edit
 * @param rate 16.16 fixed point
 */
record Edit(long duration, long mediaTime, int rate) {
  static final int NORMAL = 0x10000;

  boolean empty() {
    return mediaTime < 0;
  }

  /** What is left empty before anything is presented. */
  static long leading(List<Edit> edits) {
    return edits.stream().takeWhile(Edit::empty).mapToLong(Edit::duration).sum();
  }
}
