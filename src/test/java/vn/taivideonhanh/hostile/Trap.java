package vn.taivideonhanh.hostile;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An inside host, which nobody may visit: by IPv4 and IPv6, over TCP and UDP, on one port. */
public final class Trap implements AutoCloseable {
  /** What it tells its visitors. */
  public static final String SECRET = "the-secret-of-the-inside-host";

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(SECRET.length(), SECRET)
          .getBytes(StandardCharsets.US_ASCII);

  private final List<String> visits = new CopyOnWriteArrayList<>();
  private final ServerSocket four = new ServerSocket();
  private final ServerSocket six = new ServerSocket();
  private final DatagramSocket packets;

  /** Opens it. */
  public Trap() throws IOException {
    four.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    packets = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port()));
    listen(four);
    try {
      six.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), port()));
      listen(six);
    } catch (IOException _) {
      // A machine without IPv6 has one way less to watch.
      six.close();
    }
    var _ = Thread.ofVirtual().start(this::receive);
  }

  private void listen(ServerSocket server) {
    var _ = Thread.ofVirtual().start(() -> accept(server));
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try (var visitor = server.accept()) {
        visits.add("TCP to " + visitor.getLocalSocketAddress());
        visitor.getOutputStream().write(ANSWER);
      } catch (IOException _) {
        // Closed, by the test or by the visitor.
      }
    }
  }

  private void receive() {
    while (!packets.isClosed()) {
      try {
        packets.receive(new DatagramPacket(new byte[10], 10));
        visits.add("UDP");
      } catch (IOException _) {
        // Closed by the test.
      }
    }
  }

  int port() {
    return four.getLocalPort();
  }

  /** Its host and port. */
  public String pair() {
    return "127.0.0.1:" + port();
  }

  /** Who came; none should. */
  public List<String> visits() {
    return List.copyOf(visits);
  }

  @Override
  public void close() throws IOException {
    four.close();
    six.close();
    packets.close();
  }
}
