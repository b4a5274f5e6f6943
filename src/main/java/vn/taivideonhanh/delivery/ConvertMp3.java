package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Puts an ID3 tag and a frame that tells the duration (Xing's, which every player knows) before an
 * MP3 file. ffmpeg would write that frame at the end, to which it can't go back; without it,
 * players guess the duration from the first frame's bit rate.
 */
final class ConvertMp3 extends ConvertGathered {
  private static final int[] RATES = {44_100, 48_000, 32_000};
  private static final int XING = 0x58696e67;
  private static final int INFO = 0x496e666f;

  /** A frame of that bit rate has room for the figures at every sample rate. */
  private static final int KILOBITS = 64;

  private final ConvertTags tags;
  private final ConvertLength length;
  private final boolean constant;

  /**
   * @param constant whether all frames have the same bit rate
   */
  ConvertMp3(ConvertTags tags, ConvertLength length, boolean constant) {
    this.tags = tags;
    this.length = length;
    this.constant = constant;
  }

  @Override
  @Nullable ByteBuf changed(ByteBuf head) {
    if (head.writerIndex() < 4) {
      return null;
    }
    var tag = ConvertId3.of(tags, length);
    var frame = frame(head.getInt(0));
    return frame == null ? tag : Unpooled.wrappedBuffer(tag, frame);
  }

  /** A silent frame like the first one, ISO/IEC 11172-3 section 2.4.1.3; null when it is none. */
  private @Nullable ByteBuf frame(int header) {
    var seconds = length.seconds();
    int version = (header >> 19) & 3;
    int rate = (header >> 10) & 3;
    boolean layer3 = (header & 0xFFE60000) == 0xFFE20000;
    if (seconds == null || !layer3 || version == 1 || rate == 3) {
      return null;
    }
    boolean first = version == 3;
    // Version 2.5 has a quarter of the first version's rates, version 2 the half.
    int hertz = RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
    int samples = first ? 1152 : 576;
    boolean mono = ((header >> 6) & 3) == 3;
    int side = first ? (mono ? 17 : 32) : (mono ? 9 : 17);
    var frame = Unpooled.buffer();
    // No checksum, no padding, and the index of 64 kbit/s in the tables of either version.
    frame.writeInt((header & ~0xF200) | 0x10000 | ((first ? 5 : 8) << 12));
    frame.writeZero(side).writeInt(constant ? INFO : XING).writeInt(1);
    frame.writeInt((int) Math.min(Integer.MAX_VALUE, Math.ceil(seconds * hertz / samples)));
    return frame.writeZero(samples / 8 * KILOBITS * 1000 / hertz - frame.writerIndex());
  }
}
