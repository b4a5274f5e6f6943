package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.egress.SocketFile;

/** Strangers at the feed. */
class FeedTest {
  /** Of a Unix socket's path, on every system. */
  private static final int LONGEST = 103;

  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private @TempDir Path directory;
  private Feed feed;
  private int port;

  @BeforeEach
  void open() {
    feed = new Feed(vertx, new FeedPlace(false, directory));
    port = feed.listening().await().door().port();
  }

  @AfterEach
  void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    feed.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET /00000000000000000000000000000000 HTTP/1.1",
        "GET http://127.0.0.1/ HTTP/1.1",
        "POST / HTTP/1.1",
        "CONNECT 127.0.0.1:80 HTTP/1.1"
      })
  void who_knows_no_path_gets_404_and_is_sent_away(String line) throws Exception {
    var socket = connect();
    socket.getOutputStream().write((line + "\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
    var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("content-length: 0");
  }

  @Test
  void who_asks_for_nothing_is_sent_away() throws Exception {
    assertThat(connect().getInputStream().read()).isNegative();
  }

  @Test
  void only_so_many_are_let_in() throws Exception {
    var first = connect();
    for (int i = 1; i < Feed.MOST_CONNECTIONS; i++) {
      var _ = connect();
    }
    assertThat(connect().getInputStream().read()).isNegative();
    first.close();
    assertThat(Poll.until(Duration.ofSeconds(10), () -> feed.connections() < Feed.MOST_CONNECTIONS))
        .isTrue();
  }

  @Test
  void a_socket_is_offered_to_who_has_no_other_network_and_goes_with_the_feed() throws Exception {
    var place = new FeedPlace(true, directory);
    var listening = new Feed(vertx, place).listening().await();
    var socket = Objects.requireNonNull(listening.door().socket());
    assertThat(Files.exists(socket)).isTrue();
    listening.close().await();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_socket_has_room_wherever_the_guard_has_one() throws Exception {
    var rest = LONGEST - directory.resolve("guard/guard-12345678.sock").toString().length() - 1;
    var data = directory.resolve("x".repeat(rest));
    var guard = SocketFile.in(data.resolve("guard"), "guard");
    assertThat(guard).isNotNull();
    assertThat(guard.path().toString()).hasSize(LONGEST);
    var listening = new Feed(vertx, new FeedPlace(true, data.resolve("work"))).listening().await();
    assertThat(listening.door().socket()).exists();
    listening.close().await();
    assertThat(SocketFile.in(directory.resolve("x".repeat(rest + 1)).resolve("guard"), "guard"))
        .isNull();
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    return socket;
  }
}
