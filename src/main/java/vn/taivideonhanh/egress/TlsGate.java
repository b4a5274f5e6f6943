package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a tunnel's octets pass when they begin with a TLS ClientHello, in whatever parts it comes,
 * that asks for the very host that the tunnel was opened to; else closes.
 */
final class TlsGate extends SslClientHelloHandler<Boolean> {
  /** A ClientHello with keys that withstand quantum computers has about 2 KiB. */
  private static final int LONGEST = 16 << 10;

  private final WebAddress to;
  private final Runnable opened;
  private final Runnable refused;
  private boolean shut;

  /**
   * Builds one.
   *
   * @param opened told before the first octet passes
   * @param refused told when none will
   */
  TlsGate(WebAddress to, Runnable opened, Runnable refused) {
    super(LONGEST);
    this.to = to;
    this.opened = opened;
    this.refused = refused;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!shut) {
      super.decode(ctx, in, out);
    }
    if (shut && !ctx.isRemoved()) {
      in.skipBytes(in.readableBytes());
    }
  }

  /** Asks nobody; without a ClientHello it is not TLS. */
  @Override
  protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
    var fits = hello != null && ClientHello.asksFor(hello, to);
    return ctx.executor().newSucceededFuture(fits);
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<Boolean> fits) {
    if (fits.getNow()) {
      opened.run();
      // What is here already is handed on as this leaves.
      ctx.pipeline().remove(this);
    } else {
      shut = true;
      refused.run();
      var _ = ctx.close();
    }
  }
}
