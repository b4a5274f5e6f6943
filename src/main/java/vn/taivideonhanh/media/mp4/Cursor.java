package vn.taivideonhanh.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Reads fields and boxes one after the other, never past the end (ISO/IEC 14496-12, 4.2). */
final class Cursor {
  private final ByteBuffer bytes;

  Cursor(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  /**
   * A box that is whole.
   *
   * @param whole with its header
   * @param body without it
   */
  record Box(int type, ByteBuffer whole, ByteBuffer body) {
    Cursor cursor() {
      return new Cursor(body);
    }
  }

  /** Version and flags of a full box (4.2, {@code FullBox}). */
  record Full(int version, int flags) {}

  int left() {
    return bytes.remaining();
  }

  int u8() throws MalformedMediaException {
    check(1);
    return bytes.get() & 0xff;
  }

  int u16() throws MalformedMediaException {
    check(2);
    return bytes.getShort() & 0xffff;
  }

  int i32() throws MalformedMediaException {
    check(4);
    return bytes.getInt();
  }

  long u32() throws MalformedMediaException {
    return i32() & 0xffffffffL;
  }

  long i64() throws MalformedMediaException {
    check(8);
    return bytes.getLong();
  }

  /** An unsigned number of 64 bits, which must fit in 63. */
  long u64() throws MalformedMediaException {
    long value = i64();
    if (value < 0) {
      throw broken("a number is over 63 bits");
    }
    return value;
  }

  /** A number that has 64 bits in version 1 of its box, 32 in version 0. */
  long sized(Full full) throws MalformedMediaException {
    return full.version() == 1 ? u64() : u32();
  }

  void skip(int length) throws MalformedMediaException {
    check(length);
    bytes.position(bytes.position() + length);
  }

  /** Of version 0 or 1. */
  Full full() throws MalformedMediaException {
    int word = i32();
    int version = word >>> 24;
    if (version > 1) {
      throw new MalformedMediaException(Kind.UNSUPPORTED, "a box is of version " + version);
    }
    return new Full(version, word & 0xffffff);
  }

  /** The next box; null at the end. */
  @Nullable Box box() throws MalformedMediaException {
    if (left() == 0) {
      return null;
    }
    int start = bytes.position();
    int available = left();
    long size = u32();
    int type = i32();
    if (size == 1) {
      size = u64();
    } else if (size == 0) {
      size = available;
    }
    int header = bytes.position() - start;
    if (size < header || size > available) {
      throw broken("a " + BoxType.name(type) + " box of " + size + " in " + available + " bytes");
    }
    var box =
        new Box(
            type, bytes.slice(start, (int) size), bytes.slice(start + header, (int) size - header));
    bytes.position(start + (int) size);
    return box;
  }

  static MalformedMediaException broken(String reason) {
    return new MalformedMediaException(Kind.BROKEN, reason);
  }

  static MalformedMediaException unsupported(String reason) {
    return new MalformedMediaException(Kind.UNSUPPORTED, reason);
  }

  private void check(int length) throws MalformedMediaException {
    if (length < 0 || length > bytes.remaining()) {
      throw broken("a field of " + length + " bytes where " + bytes.remaining() + " are left");
    }
  }
}
