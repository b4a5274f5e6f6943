package vn.taivideonhanh.media.mp4;

/**
 * How the numbers of a picture are colours, in the code points of ITU-T H.273.
 *
 * @param primaries 8.1; 2 where it is not said
 * @param transfer 8.2; likewise
 * @param matrix 8.3; likewise
 * @param full whether all values of a sample are used
 */
public record Colour(int primaries, int transfer, int matrix, boolean full) {
  private static final int UNSAID = 2;

  /** Nothing is said of them. */
  public static final Colour NONE = new Colour(UNSAID, UNSAID, UNSAID, false);
}
