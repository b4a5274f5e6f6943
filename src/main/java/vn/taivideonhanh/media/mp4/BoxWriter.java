package vn.taivideonhanh.media.mp4;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes boxes inside of each other (ISO/IEC 14496-12, 4.2). */
final class BoxWriter {
  private final Deque<Integer> open = new ArrayDeque<>();
  private ByteBuffer bytes = ByteBuffer.allocate(4096);

  @CanIgnoreReturnValue
  BoxWriter begin(int type) {
    open.push(bytes.position());
    return i32(0).i32(type);
  }

  /** Begins a {@code FullBox}. */
  @CanIgnoreReturnValue
  BoxWriter begin(int type, int version, int flags) {
    return begin(type).i32(version << 24 | flags);
  }

  @CanIgnoreReturnValue
  BoxWriter end() {
    int start = open.pop();
    bytes.putInt(start, bytes.position() - start);
    return this;
  }

  @CanIgnoreReturnValue
  BoxWriter i8(int value) {
    room(1).put((byte) value);
    return this;
  }

  @CanIgnoreReturnValue
  BoxWriter i16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  @CanIgnoreReturnValue
  BoxWriter i32(int value) {
    room(4).putInt(value);
    return this;
  }

  @CanIgnoreReturnValue
  BoxWriter i64(long value) {
    room(8).putLong(value);
    return this;
  }

  /** A number of 64 bits in version 1, of 32 in version 0. */
  @CanIgnoreReturnValue
  BoxWriter sized(int version, long value) {
    return version == 1 ? i64(value) : i32((int) value);
  }

  @CanIgnoreReturnValue
  BoxWriter zeros(int length) {
    for (int i = 0; i < length; i++) {
      room(1).put((byte) 0);
    }
    return this;
  }

  @CanIgnoreReturnValue
  BoxWriter put(ByteBuffer source) {
    room(source.remaining()).put(source.duplicate());
    return this;
  }

  /** All that was written. */
  ByteBuffer bytes() {
    return bytes.duplicate().flip();
  }

  private ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      int capacity = Math.max(bytes.capacity() * 2, bytes.position() + length);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
