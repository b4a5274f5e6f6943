package vn.taivideonhanh.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a child with a network of its own is tried on: a port of this machine's loopback, which it
 * must not reach, and a socket, which it must.
 */
final class NetworkTrial implements AutoCloseable {
  private static final int PORT = 8000;

  private final Path folder = Files.createTempDirectory("tvn-trial-");
  private final Path socket = folder.resolve("socket");
  private final ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ServerSocketChannel inside = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

  NetworkTrial() throws IOException {
    inside.bind(UnixDomainSocketAddress.of(socket));
    var _ = Thread.ofVirtual().start(this::greet);
  }

  /** That it is connected is not enough: it must be with us. */
  private void greet() {
    try (var child = inside.accept()) {
      child.write(ByteBuffer.wrap(new byte[] {1}));
    } catch (IOException _) {
      // It is over, or the child fails, which its exit code says.
    }
  }

  Door door() {
    return new Door(PORT, socket);
  }

  /** A command that fails unless the network is as it should be. */
  List<String> command(Path python) {
    return List.of(
        python.toString(),
        "-I",
        "-S",
        "-c",
        Launcher.resource("/python/trial.py"),
        Integer.toString(outside.getLocalPort()),
        Integer.toString(PORT));
  }

  @Override
  public void close() throws IOException {
    inside.close();
    outside.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }
}
