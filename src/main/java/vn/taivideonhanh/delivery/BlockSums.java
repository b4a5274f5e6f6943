package vn.taivideonhanh.delivery;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.media.zip.Checksum;

/** The checksums of one entry's blocks, as far as they are known. */
final class BlockSums {
  private final long length;
  private final long block;
  private final int[] sums;
  private final BitSet known = new BitSet();

  /**
   * @param block length of each block but the last
   */
  BlockSums(long length, long block) {
    this.length = length;
    this.block = block;
    this.sums = new int[Math.toIntExact((length + block - 1) / block)];
  }

  /** Notes a checksum; false when it was known already, or there is no such block. */
  boolean put(int number, int sum) {
    if (number < 0 || number >= sums.length || known.get(number)) {
      return false;
    }
    sums[number] = sum;
    known.set(number);
    return true;
  }

  /** Where a block lies in the entry. */
  Extent extent(int number) {
    return new Extent(number * block, Math.min((number + 1) * block, length));
  }

  /** The block that holds a byte. */
  int at(long position) {
    return Math.toIntExact(position / block);
  }

  /** The first stretch of blocks that are not known; null when all are. */
  @Nullable Extent missing() {
    int first = known.nextClearBit(0);
    if (first >= sums.length) {
      return null;
    }
    int next = known.nextSetBit(first);
    return new Extent(first * block, next < 0 ? length : next * block);
  }

  /** Of the whole entry; only when nothing is missing. */
  Checksum total() {
    var total = Checksum.EMPTY;
    for (int i = 0; i < sums.length; i++) {
      total = total.then(new Checksum(sums[i], extent(i).length()));
    }
    return total;
  }
}
