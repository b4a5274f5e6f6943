package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Tags as iTunes has them in MP4: {@code udta} with {@code meta} with {@code ilst}. */
final class ConvertMp4 {
  private static final int TEXT = 1;
  private static final int JPEG = 13;
  private static final int PNG = 14;

  private ConvertMp4() {}

  static byte[] udta(ConvertTags tags) {
    var list = Unpooled.buffer();
    tags.named("\u00a9nam", "\u00a9ART", "\u00a9cmt", "\u00a9day")
        .forEach((name, text) -> item(list, name, TEXT, text.getBytes(UTF_8)));
    var cover = tags.cover();
    if (cover != null) {
      item(list, "covr", cover.mediaType().equals("image/png") ? PNG : JPEG, cover.bytes());
    }
    var handler =
        Unpooled.buffer().writeLong(0).writeBytes("mdirappl".getBytes(ISO_8859_1)).writeZero(9);
    var meta = Unpooled.buffer().writeInt(0);
    box(meta, "hdlr", handler);
    box(meta, "ilst", list);
    var udta = Unpooled.buffer();
    box(udta, "meta", meta);
    var out = Unpooled.buffer();
    box(out, "udta", udta);
    return ByteBufUtil.getBytes(out);
  }

  private static void item(ByteBuf list, String name, int type, byte[] value) {
    var data = Unpooled.buffer();
    box(data, "data", Unpooled.buffer().writeInt(type).writeInt(0).writeBytes(value));
    box(list, name, data);
  }

  private static void box(ByteBuf out, String type, ByteBuf body) {
    out.writeInt(8 + body.readableBytes()).writeBytes(type.getBytes(ISO_8859_1)).writeBytes(body);
  }
}
