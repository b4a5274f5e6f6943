package vn.taivideonhanh.media.webm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements inside of each other (RFC 8794, 4 to 7). */
final class ElementWriter {
  private static final int SIZE = 8;

  private final Deque<Integer> open = new ArrayDeque<>();
  private ByteBuffer bytes = ByteBuffer.allocate(4096);

  /** Begins an element that has others in it; its size takes eight bytes. */
  @CanIgnoreReturnValue
  ElementWriter begin(int id) {
    var begun = id(id);
    open.push(bytes.position());
    room(SIZE).putLong(0);
    return begun;
  }

  @CanIgnoreReturnValue
  ElementWriter end() {
    int start = open.pop();
    return size(start, bytes.position() - start - SIZE);
  }

  /**
   * Ends an element in which more follows than is written here.
   *
   * @param more bytes that follow
   */
  @CanIgnoreReturnValue
  ElementWriter end(long more) {
    int start = open.pop();
    return size(start, bytes.position() - start - SIZE + more);
  }

  private ElementWriter size(int start, long size) {
    bytes.putLong(start, 1L << (7 * SIZE) | size);
    return this;
  }

  /** A number in as many bytes as it needs. */
  @CanIgnoreReturnValue
  ElementWriter number(int id, long value) {
    return number(id, value, width(value));
  }

  /**
   * @param width in bytes, from 1 to 8
   */
  @CanIgnoreReturnValue
  ElementWriter number(int id, long value, int width) {
    var out = id(id).small(width);
    for (int i = width - 1; i >= 0; i--) {
      room(1).put((byte) (value >>> (8 * i)));
    }
    return out;
  }

  @CanIgnoreReturnValue
  ElementWriter real(int id, double value) {
    id(id).small(Double.BYTES).room(Double.BYTES).putDouble(value);
    return this;
  }

  @CanIgnoreReturnValue
  ElementWriter text(int id, String value) {
    return id(id).small(value.length()).put(ByteBuffer.wrap(value.getBytes(US_ASCII)));
  }

  @CanIgnoreReturnValue
  ElementWriter put(ByteBuffer source) {
    room(source.remaining()).put(source.duplicate());
    return this;
  }

  /** How many bytes a number needs. */
  static int width(long value) {
    return Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
  }

  /** All that was written. */
  ByteBuffer bytes() {
    return bytes.duplicate().flip();
  }

  /** A size below 127. */
  private ElementWriter small(int size) {
    room(1).put((byte) (0x80 | size));
    return this;
  }

  private ElementWriter id(int id) {
    for (int i = width(id & 0xffffffffL) - 1; i >= 0; i--) {
      room(1).put((byte) (id >>> (8 * i)));
    }
    return this;
  }

  private ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      int capacity = Math.max(bytes.capacity() * 2, bytes.position() + length);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
