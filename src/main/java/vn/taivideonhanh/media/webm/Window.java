package vn.taivideonhanh.media.webm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import vn.taivideonhanh.media.MalformedMediaException;

/** The bytes of a file that are at hand. */
final class Window {
  private final ByteBuf bytes;
  private final long base;

  /**
   * @param base position in the file of the first byte
   */
  Window(ByteBuffer bytes, long base) {
    this.bytes = Unpooled.wrappedBuffer(bytes);
    this.base = base;
  }

  /**
   * The head of an element in a file.
   *
   * @param body where its content begins
   * @param end after the element; the limit it is in, when its size is not told
   */
  record Header(int id, long start, long body, long end) {}

  /** Whether bytes are at hand. */
  boolean has(long at, long length) {
    return at >= base && at - base <= bytes.readableBytes() - length;
  }

  ByteBuffer slice(long at, long length) {
    return bytes.nioBuffer((int) (at - base), (int) length);
  }

  /**
   * The head of the element at a place, which is at hand as far as the file has it.
   *
   * @param limit that the element must not go beyond
   */
  Header header(long at, long limit) throws MalformedMediaException {
    int index = (int) (at - base);
    int needed = ElementHead.needed(bytes, index);
    if (needed < 0 || needed > bytes.readableBytes() - index) {
      throw Cursor.broken("no element at " + at);
    }
    var head = ElementHead.read(bytes, index);
    long left = limit - at - head.length();
    if (left < 0 || head.size() > left) {
      throw Cursor.broken("an element of " + head.size() + " bytes at " + at + " of " + limit);
    }
    boolean told = head.size() != ElementHead.UNKNOWN;
    long body = at + head.length();
    return new Header(head.id(), at, body, told ? body + head.size() : limit);
  }
}
