package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Lets a tunnel's octets pass when they begin as TLS does, RFC 8446 5.1; else closes. */
final class TlsGate extends ByteToMessageDecoder {
  private static final int RECORD_HEAD = 5;
  private static final int HANDSHAKE = 0x16;
  private static final int MAJOR = 0x03;

  private final Runnable opened;

  /**
   * Builds one.
   *
   * @param opened told before the first octet passes
   */
  TlsGate(Runnable opened) {
    this.opened = opened;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    var start = in.readerIndex();
    var wrong =
        in.getUnsignedByte(start) != HANDSHAKE
            || (in.readableBytes() > 1 && in.getUnsignedByte(start + 1) != MAJOR);
    if (wrong) {
      in.skipBytes(in.readableBytes());
      var _ = ctx.close();
    } else if (in.readableBytes() >= RECORD_HEAD) {
      opened.run();
      // What is here already is handed on as this leaves.
      ctx.pipeline().remove(this);
    }
  }
}
