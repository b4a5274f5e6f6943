package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.mp4.Picture;
import vn.taivideonhanh.media.mp4.SampleEntry;

/**
 * What the first bits of a key frame of VP9 say (VP9 Bitstream Specification, 6.2).
 *
 * @param chroma as {@link SampleEntry.Vp9} has it
 * @param full whether all values of a sample are used
 */
record Vp9Frame(int profile, int depth, int chroma, boolean full) {
  private static final int MARKER = 2;
  private static final int SYNC = 0x498342;
  private static final int RGB = 7;

  /** Samples a second and of a picture at most, and ten times the number of the level (annex A). */
  private static final long[][] LEVELS = {
    {829_440, 36_864, 10},
    {2_764_800, 73_728, 11},
    {4_608_000, 122_880, 20},
    {9_216_000, 245_760, 21},
    {20_736_000, 552_960, 30},
    {36_864_000, 983_040, 31},
    {83_558_400, 2_228_224, 40},
    {160_432_128, 2_228_224, 41},
    {311_951_360, 8_912_896, 50},
    {588_251_136, 8_912_896, 51},
    {1_176_502_272, 8_912_896, 52},
    {1_176_502_272, 35_651_584, 60},
    {2_353_004_544L, 35_651_584, 61},
    {4_706_009_088L, 35_651_584, 62},
  };

  /** Bits from the highest on. */
  private static final class Bits {
    private long left;

    Bits(long bits) {
      left = bits;
    }

    int next(int count) {
      int bits = (int) (left >>> (Long.SIZE - count));
      left <<= count;
      return bits;
    }
  }

  /**
   * @param first eight bytes of a frame, from the highest of the number
   */
  static Vp9Frame read(long first) throws MalformedMediaException {
    var bits = new Bits(first);
    int marker = bits.next(2);
    int profile = bits.next(1) | bits.next(1) << 1;
    boolean reserved = profile == 3 && bits.next(1) != 0;
    // Nothing but shown again; no key frame; whether it is shown and resilient.
    int kind = bits.next(4) >> 2;
    if (marker != MARKER || reserved || kind != 0 || bits.next(24) != SYNC) {
      throw unsupported("a first frame that is no key frame of VP9");
    }
    int depth = profile < 2 ? 8 : bits.next(1) == 0 ? 10 : 12;
    boolean rgb = bits.next(3) == RGB;
    boolean full = rgb || bits.next(1) == 1;
    boolean odd = (profile & 1) == 1;
    int across = odd && !rgb ? bits.next(1) : rgb ? 0 : 1;
    int down = odd && !rgb ? bits.next(1) : across;
    return new Vp9Frame(profile, depth, across == 0 ? 3 : down == 0 ? 2 : 1, full);
  }

  /**
   * How such frames are coded.
   *
   * @param nanos that a picture is shown
   */
  SampleEntry.Vp9 coding(Picture picture, long nanos) {
    long samples = (long) picture.width() * picture.height();
    double rate = samples * 1e9 / nanos;
    int level = 0;
    for (int i = LEVELS.length - 1; i >= 0; i--) {
      if (rate <= LEVELS[i][0] && samples <= LEVELS[i][1]) {
        level = (int) LEVELS[i][2];
      }
    }
    return new SampleEntry.Vp9(profile, level, depth, chroma);
  }
}
