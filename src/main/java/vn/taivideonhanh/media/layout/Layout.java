package vn.taivideonhanh.media.layout;

import java.util.Arrays;
import java.util.List;

/** A file that is put together: its pieces in order, and so its exact length. */
public final class Layout {
  private final List<Piece> pieces;
  private final long[] ends;

  /**
   * @param pieces at least one; their lengths sum to no more than {@link Long#MAX_VALUE}
   */
  public Layout(List<Piece> pieces) {
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("a file has at least one piece");
    }
    this.pieces = List.copyOf(pieces);
    this.ends = new long[this.pieces.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, this.pieces.get(i).length());
      ends[i] = end;
    }
  }

  /** Of the whole file, in bytes. */
  public long length() {
    return ends[ends.length - 1];
  }

  /** In order of the file. */
  public List<Piece> pieces() {
    return pieces;
  }

  /**
   * Index of the piece that holds a byte.
   *
   * @param position in the file, from 0 to {@link #length} - 1
   */
  public int at(long position) {
    if (position < 0 || position >= length()) {
      throw new IndexOutOfBoundsException("position " + position + " of " + length());
    }
    int found = Arrays.binarySearch(ends, position);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Position in the file of a piece's first byte. */
  public long start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }
}
