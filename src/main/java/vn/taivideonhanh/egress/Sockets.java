package vn.taivideonhanh.egress;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Opens sockets to addresses that were checked, and asks the policy once more about the one that
 * was reached. Everything that leaves for a site, of our own fetches and of children, leaves here.
 */
final class Sockets {
  static final int LARGEST_READ = 256 << 10;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final AddressPolicy policy;
  private final ChannelGroup open;

  Sockets(EventLoop loop, Transport transport, AddressPolicy policy, Wiring wiring) {
    this.loop = loop;
    this.policy = policy;
    open = new DefaultChannelGroup(loop, true);
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(transport.channelFactory(false))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.ALLOCATOR, wiring.allocator())
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(2048, 64 << 10, LARGEST_READ));
  }

  /**
   * A connected channel, or the failure to tell.
   *
   * @param furnish puts in what reads from it, before anything can be read
   */
  Future<Channel> connect(InetSocketAddress to, Duration timeout, Consumer<Channel> furnish) {
    var promise = Promise.<Channel>promise();
    // Not from within the event of another socket: the kernel tells of several at once, by their
    // numbers, and a new socket may get the number of one that has been closed since then. Netty
    // would take what is told of that one for its own, and close it as broken.
    loop.execute(() -> check(begin(to, timeout, furnish), promise));
    return promise.future();
  }

  private ChannelFuture begin(InetSocketAddress to, Duration timeout, Consumer<Channel> furnish) {
    var millis = (int) Math.max(1, timeout.toMillis());
    return bootstrap
        .clone()
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                open.add(channel);
                furnish.accept(channel);
              }
            })
        .connect(to);
  }

  private void check(ChannelFuture connected, Promise<Channel> promise) {
    var channel = connected.channel();
    connected.addListener(done -> {
      if (!done.isSuccess()) {
        promise.fail(Refusal.unreachable());
      } else if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
          || !policy.permits(peer.getAddress(), peer.getPort())) {
        var _ = channel.close();
        promise.fail(Refusal.destination());
      } else {
        promise.complete(channel);
      }
    });
  }

  /** Tries one address after the other, each for its share of the time that is left. */
  static <T> Future<T> inTurn(
      List<InetAddress> addresses,
      Duration timeout,
      BiFunction<InetAddress, Duration, Future<T>> attempt) {
    var began = System.nanoTime();
    var first = attempt.apply(addresses.getFirst(), timeout.dividedBy(addresses.size()));
    return addresses.size() == 1
        ? first
        : first.recover(_ -> {
          var left = timeout.minusNanos(System.nanoTime() - began);
          return inTurn(addresses.subList(1, addresses.size()), left, attempt);
        });
  }

  Future<Void> close() {
    var promise = Promise.<Void>promise();
    open.close().addListener(_ -> promise.complete());
    return promise.future();
  }
}
