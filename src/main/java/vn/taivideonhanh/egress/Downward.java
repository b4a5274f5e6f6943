package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * A site's answer to a plain request on its way to the child: one, without what is for neighbours,
 * and with the word that nothing more comes on this connection.
 */
final class Downward extends Pipe {
  private final Channel child;
  private boolean begun;
  private boolean interim;
  private boolean over;

  Downward(Channel child, Runnable moved) {
    super(child, moved);
    this.child = child;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over || !(message instanceof HttpObject part) || part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      var _ = ctx.close();
      return;
    }
    if (part instanceof HttpResponse head) {
      interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        ReferenceCountUtil.release(message);
        var _ = ctx.close();
        return;
      }
      ProxyRequest.clean(head.headers());
      head.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    if (interim) {
      ReferenceCountUtil.release(message);
      return;
    }
    begun = true;
    over = part instanceof LastHttpContent;
    super.channelRead(ctx, message);
    if (over) {
      end();
      var _ = ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    over = true;
    if (begun) {
      // The length that the head promised, or the missing last chunk, tells the child.
      end();
    } else {
      ProxyAnswer.no(child, Refusal.broken());
    }
  }

  boolean begun() {
    return begun;
  }
}
