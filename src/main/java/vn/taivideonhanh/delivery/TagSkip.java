package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/**
 * Leaves the ID3 tags out with which a part begins: RFC 8216 section 3.4 has one tell the time, and
 * most decoders lose the sound behind a tag that they meet on their way.
 */
final class TagSkip implements Consumer<ByteBuf> {
  /** Of a tag's head (ID3v2.4, 3.1). */
  private static final int HEAD = 10;

  private static final int FOOTER_FLAG = 0x10;

  private final Consumer<ByteBuf> out;
  private final byte[] head = new byte[HEAD];
  private int filled;
  private long left;
  private boolean past;

  TagSkip(Consumer<ByteBuf> out) {
    this.out = out;
  }

  @Override
  public void accept(ByteBuf bytes) {
    while (!past && bytes.isReadable()) {
      look(bytes);
    }
    if (past && bytes.isReadable()) {
      out.accept(bytes);
    } else {
      bytes.release();
    }
  }

  private void look(ByteBuf bytes) {
    if (left > 0) {
      int skipped = (int) Math.min(left, bytes.readableBytes());
      bytes.skipBytes(skipped);
      left -= skipped;
      return;
    }
    int more = Math.min(HEAD - filled, bytes.readableBytes());
    bytes.readBytes(head, filled, more);
    filled += more;
    if (filled == HEAD) {
      filled = 0;
      left = length(Unpooled.wrappedBuffer(head));
      if (left == 0) {
        past = true;
        out.accept(Unpooled.copiedBuffer(head));
      }
    }
  }

  /** How much follows the head of a tag; 0 when it is none. */
  private static long length(ByteBuf head) {
    boolean tag = head.getUnsignedMedium(0) == Container.ID3;
    int footer = (head.getByte(5) & FOOTER_FLAG) == 0 ? 0 : HEAD;
    return tag ? Container.id3Length(head, 0) + footer : 0;
  }
}
