package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Puts tags and, where it is known exactly, the number of samples into the head of a FLAC file, RFC
 * 9639 section 8. ffmpeg can't go back to write the number, and players then know no duration.
 */
final class ConvertFlac extends ConvertGathered {
  private static final int STREAM_LENGTH = 34;
  private static final int COMMENTS = 4;
  private static final int PICTURE = 6;
  private static final int LAST = 0x80;
  private static final long MOST_SAMPLES = (1L << 36) - 1;

  private final ConvertTags tags;
  private final ConvertLength length;

  ConvertFlac(ConvertTags tags, ConvertLength length) {
    this.tags = tags;
    this.length = length;
  }

  @Override
  @Nullable ByteBuf changed(ByteBuf head) {
    int audio = audio(head);
    if (audio < 0) {
      return null;
    }
    var out = Unpooled.buffer();
    // The mark, the header of STREAMINFO without the flag of the last, STREAMINFO.
    out.writeBytes(head, 4).writeInt(STREAM_LENGTH).writeBytes(head, 8, STREAM_LENGTH);
    measure(out);
    var cover = tags.cover();
    block(out, cover == null ? COMMENTS | LAST : COMMENTS, ConvertVorbis.comments(tags));
    if (cover != null) {
      block(out, PICTURE | LAST, ConvertVorbis.picture(cover));
    }
    head.readerIndex(audio);
    return out;
  }

  /** Where the first frame begins; -1 when that has not come. */
  private static int audio(ByteBuf head) {
    int at = 4;
    while (at + 4 <= head.writerIndex()) {
      int length = head.getUnsignedMedium(at + 1);
      boolean last = (head.getByte(at) & LAST) != 0;
      at += 4 + length;
      if (last) {
        return at <= head.writerIndex() ? at : -1;
      }
    }
    return -1;
  }

  /** The rate has 20 bits at the tenth byte of STREAMINFO, the number of samples the 36 at 13.5. */
  private void measure(ByteBuf out) {
    int at = 8 + 10;
    int rate = out.getUnsignedMedium(at) >> 4;
    long samples = length.samples(rate);
    if (samples > 0 && samples <= MOST_SAMPLES) {
      long kept = out.getLong(at) & ~MOST_SAMPLES;
      out.setLong(at, kept | samples);
    }
  }

  private static void block(ByteBuf out, int type, ByteBuf body) {
    out.writeByte(type).writeMedium(body.readableBytes()).writeBytes(body);
  }
}
