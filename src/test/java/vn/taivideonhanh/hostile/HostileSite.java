package vn.taivideonhanh.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A site on loopback that writes what it likes into its sockets. Its pages are those of {@link
 * Pages}, {@link Manifests}, {@link Floods} and {@link Files}; one request a connection.
 */
public final class HostileSite implements AutoCloseable {
  private static final int LONGEST_HEAD = 64 << 10;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, Answer> answers = new TreeMap<>();

  /** Writes a whole answer, from its status line on, or for ever. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException;

    /** An answer with a body that is what it says. */
    static Answer of(String type, byte[] body) {
      return out -> {
        out.write(head(type + "\r\nContent-Length: " + body.length));
        out.write(body);
      };
    }

    static Answer of(String type, String body) {
      return of(type, body.getBytes(UTF_8));
    }

    /** An answer that has begun: more fields may follow the type. */
    static byte[] head(String typeAndMore) {
      return ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + typeAndMore + "\r\n\r\n")
          .getBytes(ISO_8859_1);
    }

    static Answer redirect(String to) {
      return out ->
          out.write(
              ("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: "
                      + to
                      + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
    }
  }

  /**
   * Opens it.
   *
   * @param trap where it sends its visitors
   */
  public HostileSite(Trap trap) throws IOException {
    var places = new Places(trap.port());
    answers.putAll(Pages.all(places));
    answers.putAll(Manifests.all(places));
    answers.putAll(Floods.all());
    answers.putAll(Files.all());
    var _ = Thread.ofVirtual().start(this::accept);
  }

  /** Host and port. */
  public String pair() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The address of a path that begins with a slash. */
  public String url(String path) {
    return "http://" + pair() + path;
  }

  /** The paths that begin so. */
  public List<String> paths(String start) {
    return answers.keySet().stream().filter(path -> path.startsWith(start)).toList();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var visitor = server.accept();
        var _ = Thread.ofVirtual().start(() -> answer(visitor));
      } catch (IOException _) {
        // Closed by the test.
      }
    }
  }

  private void answer(Socket visitor) {
    try (visitor;
        var out = new BufferedOutputStream(visitor.getOutputStream(), 64 << 10)) {
      var path = path(visitor.getInputStream());
      var answer = path.startsWith("/good/") ? Pages.GOOD : answers.get(path);
      if (answer == null) {
        out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
      } else {
        answer.write(out);
      }
    } catch (IOException _) {
      // The visitor has seen enough.
    }
  }

  private static String path(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0 && head.length() < LONGEST_HEAD) {
      var next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    var words = head.toString().split(" ", 3);
    return words.length < 3 ? "" : words[1].replaceAll("\\?.*", "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
