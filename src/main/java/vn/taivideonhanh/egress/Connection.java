package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A connection to a site: carries one exchange after the other, and none in between. */
final class Connection extends ChannelInboundHandlerAdapter {
  private final Route route;
  private final Channel channel;
  private @Nullable Exchange exchange;
  private boolean used;

  /** Whether TLS said farewell; without it an end may be an attacker's cut, RFC 9112 9.8. */
  private boolean farewell;

  Connection(Route route, Channel channel) {
    this.route = route;
    this.channel = channel;
  }

  Route route() {
    return route;
  }

  Channel channel() {
    return channel;
  }

  /** Whether it has carried an exchange before, so that the site may just be closing it. */
  boolean used() {
    return used;
  }

  void send(FullHttpRequest request, Exchange next) {
    exchange = next;
    channel.config().setAutoRead(true);
    channel
        .writeAndFlush(request)
        .addListener(written -> {
          if (!written.isSuccess()) {
            close();
          }
        });
  }

  void flow(boolean on) {
    channel.config().setAutoRead(on);
  }

  /** Lets go of the exchange, whose answer has been read to its end. */
  void free() {
    exchange = null;
    used = true;
    // To see the site close it, or talk out of turn.
    channel.config().setAutoRead(true);
  }

  void close() {
    var _ = channel.close();
  }

  /** Lets go of the exchange and closes. */
  void drop() {
    exchange = null;
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (exchange == null) {
      ReferenceCountUtil.release(message);
      close();
    } else {
      exchange.read(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    end();
    close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close) {
      farewell = close.isSuccess();
      close();
    }
  }

  /** Whether the end of the connection may be taken for the end of a body. */
  boolean endsProperly() {
    return !route.secure() || farewell;
  }

  private void end() {
    var broken = exchange;
    exchange = null;
    if (broken != null) {
      broken.fail(Refusal.broken());
    }
  }
}
