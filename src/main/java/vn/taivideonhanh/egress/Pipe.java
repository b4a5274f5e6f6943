package vn.taivideonhanh.egress;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Hands on what comes from one socket to another, no faster than that one takes it. The end of one
 * is the end of the other. There is one for each direction.
 */
class Pipe extends ChannelInboundHandlerAdapter {
  private final Channel to;
  private final Runnable moved;

  /**
   * Builds one.
   *
   * @param moved told of each part that comes, and when the way is free again
   */
  Pipe(Channel to, Runnable moved) {
    this.to = to;
    this.moved = moved;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    moved.run();
    var _ = to.write(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    var _ = to.flush();
    if (!to.isWritable()) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      moved.run();
      to.config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
  }

  /** Closes the other socket when it has taken all. */
  final void end() {
    to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }
}
