package vn.taivideonhanh.media.layout;

import java.nio.ByteBuffer;

/** A stretch of a file that is put together. */
public sealed interface Piece {
  /** In bytes, over 0. */
  long length();

  /**
   * Bytes of ours.
   *
   * @param bytes from its position to its limit; never changed
   */
  record Literal(ByteBuffer bytes) implements Piece {
    public Literal {
      bytes = bytes.asReadOnlyBuffer().slice();
    }

    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /**
   * Bytes of a source, passed on or changed on their way.
   *
   * @param source number of the source, from 0
   * @param offset in the source, of the first byte
   * @param length in bytes, over 0
   */
  record Span(int source, long offset, long length, Treatment treatment) implements Piece {
    /** Position in the source after the last byte. */
    public long end() {
      return offset + length;
    }
  }
}
