package vn.taivideonhanh.media.mp4;

import java.util.List;

/**
 * One sample of a fragment (ISO/IEC 14496-12, 8.8.8). Times are in the track's time scale.
 *
 * @param offset in the source
 * @param length in bytes
 * @param decode when it is decoded
 * @param shown when it is presented
 * @param duration until the next is decoded
 * @param flags as of 8.8.3.1
 */
record Sample(long offset, int length, long decode, long shown, long duration, int flags) {
  private static final int NO_SYNC = 0x010000;

  Sample at(long newDecode, long newShown, long newDuration) {
    return new Sample(offset, length, newDecode, newShown, newDuration, flags);
  }

  /** Whether it can be decoded from, as far as it tells. */
  boolean sync() {
    return (flags & NO_SYNC) == 0;
  }

  long end() {
    return shown + duration;
  }

  /**
   * The samples of one track in a fragment where a clip begins or ends.
   *
   * @param fragment its number in the source
   * @param samples in order of decoding
   */
  record Run(int fragment, int track, List<Sample> samples) {
    Run {
      samples = List.copyOf(samples);
    }
  }
}
