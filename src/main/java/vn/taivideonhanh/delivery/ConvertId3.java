package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A tag of ID3 version 2.3, the newest one that every player reads. */
final class ConvertId3 {
  private static final int UTF_16 = 1;
  private static final int FRONT_COVER = 3;

  private ConvertId3() {}

  static ByteBuf of(ConvertTags tags, ConvertLength length) {
    var frames = Unpooled.buffer();
    tags.named("TIT2", "TPE1", "COMM")
        .forEach(
            (name, text) -> frame(frames, name, name.equals("COMM") ? comment(text) : text(text)));
    frame(frames, "TXXX", text("purl").writeShort(0).writeBytes(utf16(tags.page())));
    var date = tags.date();
    if (date != null) {
      frame(frames, "TYER", text(date.substring(0, 4)));
      frame(frames, "TDAT", text(date.substring(8) + date.substring(5, 7)));
    }
    if (length.seconds() != null) {
      frame(frames, "TLEN", text(Long.toString(length.micros() / 1000)));
    }
    var cover = tags.cover();
    if (cover != null) {
      frame(frames, "APIC", picture(cover));
    }
    return Unpooled.buffer()
        .writeBytes(new byte[] {'I', 'D', '3', 3, 0, 0})
        .writeInt(sevenBits(frames.readableBytes()))
        .writeBytes(frames);
  }

  private static void frame(ByteBuf out, String name, ByteBuf body) {
    out.writeBytes(name.getBytes(ISO_8859_1))
        .writeInt(body.readableBytes())
        .writeShort(0)
        .writeBytes(body);
  }

  private static ByteBuf text(String text) {
    return Unpooled.buffer().writeByte(UTF_16).writeBytes(utf16(text));
  }

  /** Of no language, with no description. */
  private static ByteBuf comment(String text) {
    return Unpooled.buffer()
        .writeByte(UTF_16)
        .writeBytes("und".getBytes(ISO_8859_1))
        .writeBytes(utf16(""))
        .writeShort(0)
        .writeBytes(utf16(text));
  }

  private static ByteBuf picture(ConvertCover cover) {
    return Unpooled.buffer()
        .writeByte(0)
        .writeBytes(cover.mediaType().getBytes(ISO_8859_1))
        .writeByte(0)
        .writeByte(FRONT_COVER)
        .writeByte(0)
        .writeBytes(cover.bytes());
  }

  private static ByteBuf utf16(String text) {
    return Unpooled.buffer().writeShort(0xFFFE).writeBytes(text.getBytes(UTF_16LE));
  }

  /** The size of the tag has seven bits in each of four bytes. */
  private static int sevenBits(int size) {
    return (size & 0x7F)
        | (((size >> 7) & 0x7F) << 8)
        | (((size >> 14) & 0x7F) << 16)
        | (((size >> 21) & 0x7F) << 24);
  }
}
