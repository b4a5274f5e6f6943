package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.media.layout.Treatment;

/** Parts in the order in which they are sent, and what is done with them on their way. */
interface PartOrder {
  int size();

  Target target(int index);

  /** What of the file is meant; null is all. */
  ByteRange.@Nullable Span span(int index);

  /** A new address of a part; those who ask at the same time are given it by one renewal. */
  Future<Target> renewed(int index);

  /** Whether parts begin with ID3 tags that are left out. */
  default boolean tagged() {
    return false;
  }

  /** What is sent before the first part; taken over by the caller. */
  default ByteBuf head() {
    return Unpooled.EMPTY_BUFFER;
  }

  /**
   * What the bytes of a part pass through.
   *
   * @param length of the part; {@link Long#MAX_VALUE} when that is not known
   * @param at position of its first byte among all that is sent
   */
  default Passage passage(int index, long length, long at) {
    return Treatment.NONE.passage();
  }
}
