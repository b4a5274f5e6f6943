package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Tags as FLAC and Opus have them: RFC 9639 sections 8.6 and 8.8, RFC 7845 section 5.2. */
final class ConvertVorbis {
  private static final int FRONT_COVER = 3;

  private ConvertVorbis() {}

  /** The comments as FLAC has them; the picture stands apart there. */
  static ByteBuf comments(ConvertTags tags) {
    return comments(texts(tags));
  }

  /** The comments as Opus has them, the picture among them. */
  static ByteBuf commentsWithPicture(ConvertTags tags) {
    var texts = texts(tags);
    var cover = tags.cover();
    if (cover != null) {
      var picture = ByteBufUtil.getBytes(picture(cover));
      texts.add("METADATA_BLOCK_PICTURE=" + Base64.getEncoder().encodeToString(picture));
    }
    return comments(texts);
  }

  private static List<String> texts(ConvertTags tags) {
    var texts = new ArrayList<String>();
    tags.named("TITLE", "ARTIST", "COMMENT", "DATE")
        .forEach((name, text) -> texts.add(name + "=" + text));
    texts.add("PURL=" + tags.page());
    return texts;
  }

  private static ByteBuf comments(List<String> texts) {
    var out = Unpooled.buffer();
    vector(out, "TaiVideoNhanh");
    out.writeIntLE(texts.size());
    texts.forEach(text -> vector(out, text));
    return out;
  }

  private static void vector(ByteBuf out, String text) {
    var bytes = text.getBytes(UTF_8);
    out.writeIntLE(bytes.length).writeBytes(bytes);
  }

  /**
   * The body of FLAC's block of a picture; its numbers are big-endian, other than the comments'.
   */
  static ByteBuf picture(ConvertCover cover) {
    return Unpooled.buffer(cover.bytes().length + 64)
        .writeInt(FRONT_COVER)
        .writeInt(cover.mediaType().length())
        .writeBytes(cover.mediaType().getBytes(US_ASCII))
        .writeInt(0)
        .writeInt(cover.width())
        .writeInt(cover.height())
        .writeInt(0)
        .writeInt(0)
        .writeInt(cover.bytes().length)
        .writeBytes(cover.bytes());
  }
}
