package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;

/**
 * Sums the blocks of an entry while its bytes pass; one that it did not see from its start is not.
 */
final class BlockMeter {
  private final BlockSums sums;
  private final Done done;
  private final CRC32 crc = new CRC32();
  private long position;
  private boolean seen;

  /** Told of each block that passed whole. */
  interface Done {
    void block(int number, int sum);
  }

  /**
   * @param position in the entry of the first byte that will pass
   */
  BlockMeter(BlockSums sums, long position, Done done) {
    this.sums = sums;
    this.position = position;
    this.done = done;
    this.seen = sums.extent(sums.at(position)).first() == position;
  }

  /** Looks at bytes and leaves them as they are. */
  void pass(ByteBuf bytes) {
    int from = bytes.readerIndex();
    while (from < bytes.writerIndex()) {
      int number = sums.at(position);
      long left = sums.extent(number).end() - position;
      int length = (int) Math.min(left, bytes.writerIndex() - from);
      if (seen) {
        add(bytes, from, length);
      }
      from += length;
      position += length;
      if (length == left) {
        if (seen) {
          done.block(number, (int) crc.getValue());
        }
        crc.reset();
        seen = true;
      }
    }
  }

  private void add(ByteBuf bytes, int from, int length) {
    for (var part : bytes.nioBuffers(from, length)) {
      crc.update(part);
    }
  }
}
