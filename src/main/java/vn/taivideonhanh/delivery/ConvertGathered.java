package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Holds the beginning of a file back until enough of it is there to be changed. */
abstract sealed class ConvertGathered implements HeadPatch
    permits ConvertFlac, ConvertMp3, ConvertWav {
  /** ffmpeg's heads are below 1 KiB; over this a file is left as it is. */
  private static final int MOST = 64 << 10;

  private @Nullable ByteBuf gathered = Unpooled.buffer();

  /**
   * Makes the new beginning.
   *
   * @param head all that has come; what is not changed is left unread
   * @return what comes in the place of the bytes that were read; null when more must come
   */
  abstract @Nullable ByteBuf changed(ByteBuf head);

  @Override
  public final @Nullable ByteBuf take(ByteBuf buffer) {
    var head = gathered;
    if (head == null) {
      return buffer;
    }
    head.writeBytes(buffer);
    buffer.release();
    var changed = changed(head);
    if (changed != null) {
      gathered = null;
      return Unpooled.wrappedBuffer(changed, head);
    }
    return head.writerIndex() > MOST ? rest() : null;
  }

  @Override
  public final @Nullable ByteBuf rest() {
    var head = gathered;
    gathered = null;
    return head == null || !head.isReadable() ? null : head;
  }
}
