package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;

/** The door of a cage with a network of its own; behind it somebody repeats what is said. */
class RelayTest {
  private static final String MUCH =
      """
      import hashlib, os, socket, threading
      said = os.urandom(8 << 20)
      s = socket.create_connection(('127.0.0.1', 8000))
      def speak():
          s.sendall(said)
          s.shutdown(socket.SHUT_WR)
      threading.Thread(target=speak).start()
      heard = b''.join(iter(lambda: s.recv(1 << 16), b''))
      print(heard == said)
      """;
  private static final String MANY =
      """
      import socket
      all = [socket.create_connection(('127.0.0.1', 8000), 20) for _ in range(150)]
      for each in all:
          each.sendall(b'x')
      print(sum(each.recv(1) == b'x' for each in all[:120]))
      for each in all[:40]:
          each.close()
      print(sum(each.recv(1) == b'x' for each in all[120:]))
      """;

  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;
  private ServerSocketChannel server;
  private Children children;

  @BeforeEach
  void open() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(directory.resolve("socket")), 200);
    Thread.ofVirtual().start(this::accept);
    var cage = Cage.probe(new Sandbox("bubblewrap", Level.NONE), null);
    assumeTrue(cage.ownNetwork(), "there is no network of one's own on this machine");
    children = new Children(vertx, cage);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    vertx.close().await();
  }

  private void accept() {
    try {
      while (true) {
        var child = server.accept();
        Thread.ofVirtual().start(() -> repeat(child));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void repeat(SocketChannel child) {
    try (child) {
      var bytes = ByteBuffer.allocate(1 << 16);
      while (child.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          child.write(bytes);
        }
        bytes.clear();
      }
    } catch (IOException _) {
      // It has left.
    }
  }

  @Test
  void much_passes_both_ways_at_once_and_its_end_is_told() throws Exception {
    assertThat(run(MUCH).text()).isEqualTo("True\n");
  }

  @Test
  void only_so_many_pass_at_once_and_the_rest_waits() throws Exception {
    assertThat(run(MANY).text()).isEqualTo("120\n30\n");
  }

  private Output run(String script) throws Exception {
    var python = Objects.requireNonNull(Programs.find("python3")).toString();
    var access =
        Access.reading(Set.of()).withDoors(Set.of(new Door(8000, directory.resolve("socket"))));
    var spec = ChildSpec.of(directory, List.of(python, "-I", "-c", script)).withAccess(access);
    var output = children.run(spec, 1 << 20).await(60, TimeUnit.SECONDS);
    assertThat(output.exit().errors()).isEmpty();
    children.close().await();
    return output;
  }
}
