package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Puts tags (a LIST of INFO) and, where it is known exactly, the length into the head of a RIFF
 * WAVE file. Otherwise ffmpeg's {@code FFFFFFFF} stays, which means up to the end.
 */
final class ConvertWav extends ConvertGathered {
  private static final int FORMAT = 0x666d7420;
  private static final int DATA = 0x64617461;
  private static final long MOST = 0xFFFF_FFFEL;

  private final ConvertTags tags;
  private final ConvertLength length;

  ConvertWav(ConvertTags tags, ConvertLength length) {
    this.tags = tags;
    this.length = length;
  }

  @Override
  @Nullable ByteBuf changed(ByteBuf head) {
    long at = 12;
    long data = 0;
    while (at + 8 <= head.writerIndex()) {
      int start = (int) at;
      long size = head.getUnsignedIntLE(start + 4);
      if (head.getInt(start) == FORMAT && start + 24 <= head.writerIndex()) {
        long samples = length.samples((int) head.getUnsignedIntLE(start + 12));
        data = samples * head.getUnsignedShortLE(start + 20);
      } else if (head.getInt(start) == DATA) {
        return written(head, start, data);
      }
      at += 8 + size;
    }
    return null;
  }

  private ByteBuf written(ByteBuf head, int at, long data) {
    var out = Unpooled.buffer().writeBytes(head, at);
    var list = list();
    out.writeBytes(list);
    long riff = out.writerIndex() + data;
    if (data > 0 && riff <= MOST) {
      out.setIntLE(4, (int) riff);
      head.setIntLE(at + 4, (int) data);
    }
    return out;
  }

  private ByteBuf list() {
    var info = Unpooled.buffer().writeBytes("INFO".getBytes(US_ASCII));
    tags.named("INAM", "IART", "ICMT", "ICRD").forEach((name, text) -> chunk(info, name, text));
    return Unpooled.buffer()
        .writeBytes("LIST".getBytes(US_ASCII))
        .writeIntLE(info.readableBytes())
        .writeBytes(info);
  }

  /** A text ends with a zero, and every chunk at an even place. */
  private static void chunk(ByteBuf out, String name, String text) {
    var bytes = text.getBytes(UTF_8);
    out.writeBytes(name.getBytes(US_ASCII)).writeIntLE(bytes.length + 1).writeBytes(bytes);
    out.writeZero(bytes.length % 2 == 0 ? 2 : 1);
  }
}
