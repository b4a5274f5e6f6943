package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Counts the octets that come from a socket, and closes it when they are too many. */
final class Toll extends ChannelInboundHandlerAdapter {
  private int unpaid;
  private @Nullable IntPredicate purse;

  /** From now on, and for what has come so far, that one is asked. */
  void charge(IntPredicate allowed) {
    purse = allowed;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    unpaid += message instanceof ByteBuf octets ? octets.readableBytes() : 0;
    if (purse != null) {
      var allowed = purse.test(unpaid);
      unpaid = 0;
      if (!allowed) {
        ReferenceCountUtil.release(message);
        var _ = ctx.close();
        return;
      }
    }
    ctx.fireChannelRead(message);
  }
}
