package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** The body of a child's one request, on its way to the site; what comes after it goes nowhere. */
final class Upward extends Pipe {
  private final Channel site;
  private boolean whole;

  Upward(Channel site, Runnable moved) {
    super(site, moved);
    this.site = site;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    take(message);
  }

  void take(Object message) {
    if (whole || !(message instanceof HttpContent part)) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (part.decoderResult().isFailure()) {
      part.release();
      var _ = site.close();
      return;
    }
    whole = part instanceof LastHttpContent;
    var _ = site.write(part);
  }
}
