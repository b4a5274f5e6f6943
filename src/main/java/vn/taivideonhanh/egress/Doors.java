package vn.taivideonhanh.egress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where children come in: a free port of 127.0.0.1 and, for those that have no network of their
 * own, a Unix socket. It never listens at an address that others can reach.
 */
final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final Channel port;
  private final @Nullable Channel socket;
  private final @Nullable SocketFile file;

  private Doors(Channel port, @Nullable Channel socket, @Nullable SocketFile file) {
    this.port = port;
    this.socket = socket;
    this.file = file;
  }

  /** What the doors are made with. */
  record Frame(EventLoop loop, Transport transport, Consumer<Channel> furnish) {}

  /**
   * Opens them; only the port where there are no Unix sockets, or where the folder's name is too
   * long for one. Makes files, so it is not for event loops.
   */
  static Future<Doors> open(Frame frame, Path folder) {
    try {
      var file = frame.transport.supportsDomainSockets() ? SocketFile.in(folder, "guard") : null;
      if (file == null) {
        LOG.info("the guard has no Unix socket; none here, or {} is too long a name", folder);
      }
      return bind(frame, false, new InetSocketAddress(loopback(), 0))
          .compose(port ->
              file == null
                  ? Future.succeededFuture(new Doors(port, null, null))
                  : withSocket(frame, port, file).onFailure(_ -> shut(port)));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private static Future<Doors> withSocket(Frame frame, Channel port, SocketFile file) {
    var at = io.vertx.core.net.SocketAddress.domainSocketAddress(file.draft().toString());
    return bind(frame, true, frame.transport.convert(at))
        .map(socket -> published(new Doors(port, socket, file), file));
  }

  private static Doors published(Doors doors, SocketFile file) {
    try {
      file.publish();
      return doors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Future<Channel> bind(Frame frame, boolean unix, SocketAddress at) {
    var promise = Promise.<Channel>promise();
    var server =
        new ServerBootstrap()
            .group(frame.loop, frame.loop)
            .channelFactory(frame.transport.serverChannelFactory(unix))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel child) {
                    frame.furnish.accept(child);
                  }
                });
    if (!unix) {
      server.childOption(ChannelOption.TCP_NODELAY, true);
    }
    var bound = server.bind(at);
    bound.addListener(done -> {
      if (done.isSuccess()) {
        promise.complete(bound.channel());
      } else {
        promise.fail(done.cause());
      }
    });
    return promise.future();
  }

  private static void shut(Channel door) {
    var _ = door.close();
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  int port() {
    return ((InetSocketAddress) port.localAddress()).getPort();
  }

  @Nullable Path socket() {
    return file == null ? null : file.path();
  }

  /** Whether children can come in by every door there is. */
  boolean open() {
    return port.isOpen() && (socket == null || socket.isOpen());
  }

  Future<Void> close() {
    var promise = Promise.<Void>promise();
    port.close()
        .addListener(_ -> {
          if (socket == null) {
            promise.complete();
          } else {
            socket.close().addListener(_ -> promise.complete());
          }
        });
    return promise.future().onComplete(_ -> removeFile());
  }

  private void removeFile() {
    try {
      if (file != null) {
        file.remove();
      }
    } catch (IOException e) {
      LOG.warn("{} stays behind: {}", socket(), e.toString());
    }
  }
}
