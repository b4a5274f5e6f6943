package vn.taivideonhanh.media.webm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Reads elements one after the other, never past the end (RFC 8794, 4 to 7). */
final class Cursor {
  private final ByteBuf bytes;

  Cursor(ByteBuffer bytes) {
    this.bytes = Unpooled.wrappedBuffer(bytes);
  }

  /**
   * An element that is whole.
   *
   * @param whole with its head
   * @param body without it
   */
  record Element(int id, ByteBuffer whole, ByteBuffer body) {
    Cursor cursor() {
      return new Cursor(body);
    }

    /** Its content as a number (RFC 8794, 7.2), which must fit in 63 bits. */
    long unsigned() throws MalformedMediaException {
      if (body.remaining() > 8) {
        throw broken("a number of " + body.remaining() + " bytes");
      }
      long value = 0;
      for (int i = 0; i < body.remaining(); i++) {
        value = value << 8 | (body.get(i) & 0xff);
      }
      if (value < 0) {
        throw broken("a number is over 63 bits");
      }
      return value;
    }

    /** Its content as a number (RFC 8794, 7.3), 0 or more. */
    double real() throws MalformedMediaException {
      double value =
          switch (body.remaining()) {
            case 0 -> 0;
            case 4 -> body.getFloat(0);
            case 8 -> body.getDouble(0);
            default -> throw broken("a number of " + body.remaining() + " bytes");
          };
      if (!(value >= 0 && value <= Long.MAX_VALUE)) {
        throw broken("a number that is no time");
      }
      return value;
    }

    /** Its content as text (RFC 8794, 7.4). */
    String text() {
      var text = ISO_8859_1.decode(body.duplicate()).toString();
      int end = text.indexOf('\0');
      return end < 0 ? text : text.substring(0, end);
    }
  }

  /** The next element; null at the end. */
  @Nullable Element next() throws MalformedMediaException {
    if (!bytes.isReadable()) {
      return null;
    }
    int start = bytes.readerIndex();
    int needed = ElementHead.needed(bytes, start);
    if (needed < 0 || needed > bytes.readableBytes()) {
      throw broken("no element where one should be");
    }
    var head = ElementHead.read(bytes, start);
    if (head.size() < 0 || head.size() > bytes.readableBytes() - head.length()) {
      throw broken("an element of " + head.size() + " in " + bytes.readableBytes() + " bytes");
    }
    int length = head.length() + (int) head.size();
    var whole = bytes.nioBuffer(start, length);
    bytes.readerIndex(start + length);
    return new Element(head.id(), whole, whole.slice(head.length(), (int) head.size()));
  }

  static MalformedMediaException broken(String reason) {
    return new MalformedMediaException(Kind.BROKEN, reason);
  }

  static MalformedMediaException unsupported(String reason) {
    return new MalformedMediaException(Kind.UNSUPPORTED, reason);
  }
}
