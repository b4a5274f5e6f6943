package vn.taivideonhanh.splice;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets bytes out of a channel's socket into a tube, by a descriptor of its own. Netty's channel
 * must not read meanwhile; it still notices when the connection ends, and may read then.
 */
public final class Tap {
  private final IoEventLoop loop;
  private final FileDescriptor socket;
  private final Tube tube;
  private final Runnable readable;
  private @Nullable IoRegistration registration;
  private boolean wanted;
  private boolean asked;
  private boolean closed;

  private Tap(IoEventLoop loop, FileDescriptor socket, Tube tube, Runnable readable) {
    this.loop = loop;
    this.socket = socket;
    this.tube = tube;
    this.readable = readable;
  }

  /**
   * One that is shut; null when there can be none.
   *
   * @param readable called while it is open and {@link #take} has something to do
   */
  public static @Nullable Tap on(Channel site, Tube tube, Runnable readable) {
    if (!(site instanceof EpollSocketChannel epoll)
        || !(site.eventLoop() instanceof IoEventLoop loop)) {
      return null;
    }
    var number = tube.duplicate(epoll.fd().intValue());
    if (number < 0) {
      return null;
    }
    var tap = new Tap(loop, new FileDescriptor(number), tube, readable);
    // Later: in the event of another socket there may still be one to come for an old bearer of
    // this number.
    loop.execute(tap::register);
    return tap;
  }

  private void register() {
    if (!closed) {
      var _ =
          loop.register(new Handle())
              .addListener((Future<IoRegistration> done) -> {
                registration = done.getNow();
                if (registration == null) {
                  close();
                }
                flow(wanted);
              });
    }
  }

  /** Opens or shuts it. */
  public void flow(boolean on) {
    wanted = on;
    if (closed) {
      if (on) {
        readable.run();
      }
    } else if (registration != null && asked != on) {
      asked = on;
      // Not NONE, after which Netty's registration can't be used again: this tells of errors, once.
      var _ = registration.submit(on ? EpollIoOps.EPOLLIN : EpollIoOps.EPOLLET);
    }
  }

  /**
   * Moves what has arrived into the tube.
   *
   * @return how many bytes; 0 when the tube takes no more; -1 when nothing comes this way any more
   */
  public long take(long most) {
    var moved = closed ? Kernel.REFUSED : tube.take(socket.intValue(), most);
    if (moved > 0) {
      return moved;
    }
    return moved == Kernel.NOT_NOW && tube.held() > 0 ? 0 : -1;
  }

  /** Leaves the socket to the channel. */
  public void close() {
    if (!closed) {
      closed = true;
      if (registration != null) {
        var _ = registration.cancel();
      }
      loop.execute(() -> Tube.shut(socket));
    }
  }

  /** What Netty's event loop knows of it. */
  private final class Handle implements EpollIoHandle {
    @Override
    public FileDescriptor fd() {
      return socket;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
      if (wanted && !closed) {
        readable.run();
      }
    }

    /** The event loop ends. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        Tube.shut(socket);
      }
    }
  }
}
