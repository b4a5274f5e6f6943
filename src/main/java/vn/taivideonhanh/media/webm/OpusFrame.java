package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vn.taivideonhanh.media.MalformedMediaException;

/** What packets of Opus say of themselves (RFC 6716, 3.1), and their header (RFC 7845, 5.1). */
final class OpusFrame {
  private static final int HEADER = 19;
  private static final int CHANNELS = 9;

  /** 120 milliseconds. */
  private static final int LONGEST = 5_760;

  private OpusFrame() {}

  /**
   * How long a packet lasts, in ticks of 48 kHz.
   *
   * @param block of the packet
   */
  static int duration(Block block) throws MalformedMediaException {
    int toc = (int) (block.first() >>> 56);
    int config = toc >> 3;
    int frame;
    if (config < 12) {
      frame = config % 4 == 3 ? 2_880 : 480 << (config % 4);
    } else if (config < 16) {
      frame = 480 << (config & 1);
    } else {
      frame = 120 << (config & 3);
    }
    int count =
        switch (toc & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> (int) (block.first() >>> 48) & 0x3f;
        };
    int duration = frame * count;
    if (duration == 0 || duration > LONGEST) {
      throw broken("a packet of " + duration);
    }
    return duration;
  }

  /** The number of channels that a header tells. */
  static int channels(ByteBuffer header) throws MalformedMediaException {
    if (header.remaining() < HEADER || header.get(CHANNELS) == 0) {
      throw broken("no header of Opus");
    }
    return header.get(CHANNELS) & 0xff;
  }

  /**
   * The same header as MP4 has it (Encapsulation of Opus in ISO Base Media File Format, 4.3.2).
   *
   * @param header for which there are {@link #channels}
   */
  static ByteBuffer dops(ByteBuffer header) {
    var in = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int start = in.position();
    var out = ByteBuffer.allocate(header.remaining() - 8);
    out.put((byte) 0).put(in.get(start + CHANNELS));
    out.putShort(in.getShort(start + 10)).putInt(in.getInt(start + 12));
    out.putShort(in.getShort(start + 16));
    return out.put(in.slice(start + 18, in.remaining() - 18)).flip();
  }
}
