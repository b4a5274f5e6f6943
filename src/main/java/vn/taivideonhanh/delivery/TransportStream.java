package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;

/** Looks into the first packets of an MPEG-2 transport stream (ISO/IEC 13818-1). */
final class TransportStream {
  static final int PACKET = 188;
  static final int SYNC = 0x47;

  private static final int ADTS = 0x0F;
  private static final int FIRST_PES_AUDIO = 0x03;
  private static final int SECOND_PES_AUDIO = 0x04;
  private static final int PRIVATE = 0x06;
  private static final int FIRST_ATSC_AUDIO = 0x80;

  private TransportStream() {}

  /**
   * Whether its audio is AAC in ADTS frames, which an MP4 file can't hold as they are. When the
   * tables are not among these bytes, it most probably is.
   */
  static boolean hasAdts(ByteBuf head) {
    int program = -1;
    for (int at = head.readerIndex(); at + PACKET <= head.writerIndex(); at += PACKET) {
      int pid = head.getUnsignedShort(at + 1) & 0x1FFF;
      int table = table(head, at);
      if (table < 0) {
        continue;
      }
      if (pid == 0 && table + 12 <= at + PACKET) {
        program = head.getUnsignedShort(table + 10) & 0x1FFF;
      } else if (pid == program) {
        return programHasAdts(head, table, at + PACKET);
      }
    }
    return true;
  }

  /** Where a table begins in a packet; -1 when none does. */
  private static int table(ByteBuf head, int at) {
    boolean starts = (head.getByte(at + 1) & 0x40) != 0;
    int control = (head.getByte(at + 3) >> 4) & 3;
    if (head.getUnsignedByte(at) != SYNC || !starts || (control & 1) == 0) {
      return -1;
    }
    int payload = at + 4 + ((control & 2) == 0 ? 0 : 1 + head.getUnsignedByte(at + 4));
    if (payload >= at + PACKET) {
      return -1;
    }
    int table = payload + 1 + head.getUnsignedByte(payload);
    return table + 12 <= at + PACKET ? table : -1;
  }

  private static boolean programHasAdts(ByteBuf head, int table, int packetEnd) {
    int length = head.getUnsignedShort(table + 1) & 0xFFF;
    int end = Math.min(packetEnd, table + 3 + length - 4);
    int at = table + 12 + (head.getUnsignedShort(table + 10) & 0xFFF);
    boolean other = false;
    while (at + 5 <= end) {
      int type = head.getUnsignedByte(at);
      if (type == ADTS) {
        return true;
      }
      other |= type == FIRST_PES_AUDIO || type == SECOND_PES_AUDIO;
      other |= type == PRIVATE || type >= FIRST_ATSC_AUDIO;
      at += 5 + (head.getUnsignedShort(at + 3) & 0xFFF);
    }
    return !other;
  }
}
