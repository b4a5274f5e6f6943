package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.splice.Sluice;
import vn.taivideonhanh.splice.Tap;

/**
 * A body's way past this process. The decoder is told of bytes that it never sees, so that it finds
 * the end of the body as ever. Belongs to one event loop.
 */
final class Shortcut {
  /** Stands for as many bytes. */
  private static final ByteBuf UNSEEN =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[Sockets.LARGEST_READ]));

  private final Channel channel;
  private final Sluice sluice;
  private final ContextInternal context;
  private @Nullable Tap tap;
  private boolean telling;

  private Shortcut(Channel channel, Sluice sluice, ContextInternal context) {
    this.channel = channel;
    this.sluice = sluice;
    this.context = context;
  }

  /** One for the rest of a body; null when there is none on this machine, or no tube is free. */
  static @Nullable Shortcut of(Channel channel, Sluice sluice, ContextInternal context) {
    var tube = sluice.tube();
    if (tube == null) {
      return null;
    }
    var shortcut = new Shortcut(channel, sluice, context);
    shortcut.tap = Tap.on(channel, tube, shortcut::readable);
    return shortcut.tap == null ? null : shortcut;
  }

  /** Whether what the decoder gives stands for bytes that have gone by. */
  boolean telling() {
    return telling;
  }

  /** Lets bytes come, or not: this way, or by the channel when it can't be this one. */
  void flow(boolean on) {
    if (tap == null) {
      channel.config().setAutoRead(on);
    } else {
      channel.config().setAutoRead(false);
      tap.flow(on);
    }
  }

  private void readable() {
    var moved = tap == null ? -1 : tap.take(sluice.most());
    if (moved > 0) {
      // First, since the decoder may find the end of the body, after which nothing is expected.
      context.dispatch(moved, sluice::moved);
      tell(moved);
    } else if (moved == 0) {
      context.dispatch(moved, _ -> sluice.full());
    } else if (tap != null) {
      close();
      channel.config().setAutoRead(true);
    }
  }

  private void tell(long moved) {
    telling = true;
    for (var left = moved; left > 0 && tap != null; left -= UNSEEN.capacity()) {
      var part = UNSEEN.slice(0, (int) Math.min(left, UNSEEN.capacity()));
      var _ = channel.pipeline().fireChannelRead(part);
    }
    telling = false;
  }

  /** Leaves the rest to the channel, which does not read by itself. */
  void close() {
    if (tap != null) {
      tap.close();
      tap = null;
    }
  }
}
