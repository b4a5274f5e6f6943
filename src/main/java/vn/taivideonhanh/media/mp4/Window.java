package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.IndexReader.Need;

/** The bytes of a file that are at hand. */
final class Window {
  private final ByteBuffer bytes;
  private final long base;
  private final boolean last;

  /**
   * @param bytes from the need's offset
   */
  Window(ByteBuffer bytes, Need need) {
    this.bytes = bytes;
    this.base = need.offset();
    this.last = bytes.remaining() < need.length();
  }

  /**
   * The head of a box (ISO/IEC 14496-12, 4.2).
   *
   * @param body where its content begins
   * @param end after the box; {@link Long#MAX_VALUE} when it reaches to the file's end
   */
  record Header(int type, long start, long body, long end) {
    long length() {
      return end - start;
    }
  }

  /** Whether bytes are at hand. */
  boolean has(long at, long length) {
    return at >= base && at - base <= bytes.remaining() - length;
  }

  /** Whether the file ends in or before what is at hand from a place on. */
  boolean ends(long at) {
    return last && at >= base;
  }

  ByteBuffer slice(long at, int length) {
    return bytes.slice((int) (at - base), length);
  }

  /** The head of the box at a place; null when the file ends there. */
  @Nullable Header header(long at) throws MalformedMediaException {
    if (!has(at, 1)) {
      return null;
    }
    int left = bytes.remaining() - (int) (at - base);
    var cursor = new Cursor(slice(at, Math.min(16, left)));
    long size = cursor.u32();
    int type = cursor.i32();
    long body = at + 8;
    if (size == 1) {
      size = cursor.u64();
      body = at + 16;
    }
    if (size == 0) {
      return new Header(type, at, body, Long.MAX_VALUE);
    }
    if (size < body - at || size > Long.MAX_VALUE - at) {
      throw Cursor.broken("a " + BoxType.name(type) + " box of " + size + " bytes");
    }
    return new Header(type, at, body, at + size);
  }
}
