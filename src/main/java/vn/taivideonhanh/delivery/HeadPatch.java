package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Changes what a child writes on its way, mostly at the beginning. */
interface HeadPatch {
  /** Takes a buffer over; null while what is held back is not complete. */
  @Nullable ByteBuf take(ByteBuf buffer);

  /** What is still held back at the end; null when that is nothing. */
  @Nullable ByteBuf rest();
}
