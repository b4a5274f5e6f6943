package vn.taivideonhanh.media.mp4;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All samples of a track, as the tables of a file that is not fragmented tell them (ISO/IEC
 * 14496-12, 8.6 and 8.7). Times are in the track's time scale.
 */
final class SampleTable {
  /** Most samples of all tracks of a file: some four hours of video and sound. */
  static final int MOST = 1 << 20;

  /** About how many bytes of memory a sample takes. */
  static final int ENTRY = 24;

  private static final int SYNC = 0x02000000;
  private static final int NO_SYNC = 0x01010000;

  private final long[] offsets;
  private final int[] lengths;
  private final long[] decodes;
  private int @Nullable [] later;
  private @Nullable BitSet sync;

  /**
   * Samples that are presented when they are decoded, and can all be decoded from.
   *
   * @param offsets in the file
   * @param lengths in bytes
   * @param decodes when each is decoded; one more than there are samples, the last being the end
   */
  SampleTable(long[] offsets, int[] lengths, long[] decodes) {
    this.offsets = offsets;
    this.lengths = lengths;
    this.decodes = decodes;
  }

  /**
   * Says by how much each is presented after it is decoded.
   *
   * @param offsets as many as there are samples; null for none
   */
  void present(int @Nullable [] offsets) {
    later = offsets;
  }

  /** Says which can be decoded from; null for all. */
  void key(@Nullable BitSet numbers) {
    sync = numbers;
  }

  int count() {
    return lengths.length;
  }

  boolean sync(int number) {
    return sync == null || sync.get(number);
  }

  long offset(int number) {
    return offsets[number];
  }

  int length(int number) {
    return lengths[number];
  }

  /** When a sample is decoded; the number of them gives the end. */
  long decode(int number) {
    return decodes[number];
  }

  long shown(int number) {
    return decodes[number] + (later == null ? 0 : later[number]);
  }

  private Sample sample(int number) {
    long duration = decodes[number + 1] - decodes[number];
    return new Sample(
        offsets[number],
        lengths[number],
        decodes[number],
        shown(number),
        duration,
        sync(number) ? SYNC : NO_SYNC);
  }

  /** Some of them, in order of decoding. */
  List<Sample> samples(int from, int to) {
    var samples = new ArrayList<Sample>(to - from);
    for (int i = from; i < to; i++) {
      samples.add(sample(i));
    }
    return samples;
  }
}
