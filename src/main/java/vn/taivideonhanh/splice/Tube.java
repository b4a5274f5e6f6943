package vn.taivideonhanh.splice;

import io.netty.channel.FileRegion;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.function.LongConsumer;

/** A pipe from one socket to another, which knows to the byte what is in it. */
public final class Tube {
  private final Kernel kernel;
  private final FileDescriptor in;
  private final FileDescriptor out;
  private final Tubes owner;
  private final MemorySegment place;
  private long held;
  private boolean closed;

  Tube(Kernel kernel, FileDescriptor in, FileDescriptor out, Tubes owner) {
    this.kernel = kernel;
    this.in = in;
    this.out = out;
    this.owner = owner;
    this.place = kernel.place();
  }

  /** Another descriptor of the same socket; negative when refused. */
  int duplicate(int socket) {
    return kernel.duplicate(socket);
  }

  /** Bytes that went in and have not left. */
  long held() {
    return held;
  }

  /** Takes from a socket; what {@link Kernel#splice} tells. */
  long take(int socket, long most) {
    var moved = closed ? Kernel.REFUSED : move(socket, in.intValue(), most);
    held += Math.max(0, moved);
    return moved;
  }

  private long move(int from, int to, long most) {
    var moved = kernel.splice(from, to, most, place);
    if (moved == Kernel.UNABLE) {
      owner.unable();
    }
    return moved;
  }

  /** Gives to a socket; how many bytes it took, 0 when it takes none now. */
  private long give(int socket, long most) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    var moved = move(out.intValue(), socket, Math.min(most, held));
    if (moved < Kernel.NOT_NOW) {
      throw new IOException("nothing can be written to this socket");
    }
    var gone = Math.max(0, moved);
    held -= gone;
    owner.gave(gone);
    return gone;
  }

  /**
   * The next bytes that went in, to be written into a channel behind what was written before.
   *
   * @param taken told how many of them the channel's socket has just taken
   */
  public FileRegion region(EpollSocketChannel to, long bytes, LongConsumer taken) {
    return new TubeRegion(
        bytes,
        most -> {
          var gone = give(to.fd().intValue(), most);
          if (gone > 0) {
            taken.accept(gone);
          }
          return gone;
        });
  }

  /** Gives the pipe back, and drops what is in it; nothing more is given then. */
  public void close() {
    if (!closed) {
      closed = true;
      shut(in);
      shut(out);
      owner.closed();
    }
  }

  static void shut(FileDescriptor file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
