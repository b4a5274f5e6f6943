package vn.taivideonhanh.media.mp4;

/**
 * What the pictures of a track are like.
 *
 * @param width in samples, from 1 to 65535
 * @param height likewise
 * @param shownWidth width and height as they are shown, in any unit, over 0
 * @param shownHeight likewise
 */
public record Picture(int width, int height, int shownWidth, int shownHeight, Colour colour) {
  /** Most that a sample entry has room for. */
  public static final int MOST = 0xffff;

  /** Width of a sample to its height, in lowest terms; 1 to 1 for most. */
  long[] aspect() {
    long across = (long) shownWidth * height;
    long down = (long) shownHeight * width;
    long divisor = divisor(across, down);
    return new long[] {across / divisor, down / divisor};
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
