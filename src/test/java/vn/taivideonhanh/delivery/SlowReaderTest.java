package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.Children;

/**
 * Clients that read slowly, over real sockets: those that save the file, and those that play it.
 */
class SlowReaderTest {
  private static final int LENGTH = 64 << 20;
  private static final int PACE = 1 << 20;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final Children children = new Children(vertx);
  private @TempDir Path directory;
  private Server server;

  @BeforeEach
  void start() {
    var origin = new Origin(vertx);
    origin.put("/film", new byte[LENGTH]);
    server = new Server(origin, Rig.workshop(children, directory, Rig.LIMITS));
    vertx.deployVerticle(server).await();
  }

  @AfterEach
  void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void one_that_saves_less_than_the_least_is_ended() throws Exception {
    try (var reader = new Reader(server.port(), "/")) {
      var session = server.session.get(20, TimeUnit.SECONDS);
      var ended =
          Poll.until(
              DEADLINE,
              () -> {
                reader.readWhatIsDue();
                return session.ended().isComplete();
              });
      assertThat(ended).isTrue();
      assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.CLIENT_LEFT, "slow", null));
    }
  }

  @Test
  void one_that_plays_at_its_pace_is_not() throws Exception {
    try (var reader = new Reader(server.port(), "/?inline=1")) {
      var session = server.session.get(20, TimeUnit.SECONDS);
      var played =
          Poll.until(
              DEADLINE,
              () -> {
                reader.readWhatIsDue();
                return session.ended().isComplete() || reader.read > 8 * PACE;
              });
      assertThat(played).isTrue();
      assertThat(session.ended().isComplete()).isFalse();
    }
  }

  /** Vert.x calls such a response closed as soon as the last of it waits to be written. */
  @Test
  void one_that_asks_for_nothing_more_gets_the_last_bytes() throws Exception {
    try (var reader = new Reader(server.port(), "/?inline=1", "Connection: close")) {
      var session = server.session.get(20, TimeUnit.SECONDS);
      while (session.figures().upstream() < LENGTH) {
        var _ = reader.read(32 << 10);
      }
      var _ = Poll.until(Duration.ofSeconds(2), () -> session.ended().isComplete());
      assertThat(reader.read(Integer.MAX_VALUE)).as("bytes, the head's too").isGreaterThan(LENGTH);
      assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    }
  }

  /** Reads a mebibyte a second by the clock, whatever else the machine does. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket = new Socket();
    private final long began = System.nanoTime();
    private final byte[] buffer = new byte[PACE];
    long read;

    Reader(int port, String path, String... lines) throws IOException {
      socket.setReceiveBufferSize(32 << 10);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      var head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
      List.of(lines).forEach(line -> head.append(line).append("\r\n"));
      socket.getOutputStream().write(head.append("\r\n").toString().getBytes(US_ASCII));
    }

    void readWhatIsDue() {
      var due = (System.nanoTime() - began) * PACE / 1_000_000_000L - read;
      try {
        var in = socket.getInputStream();
        var length = (int) Math.min(Math.min(due, in.available()), buffer.length);
        if (length > 0) {
          read += in.read(buffer, 0, length);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads so many bytes at once, or to the end; how many it has read by then. */
    long read(int most) throws IOException {
      read += socket.getInputStream().skip(most);
      return read;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Delivers the film, with 4 MiB a second as the least, and holds little for a client itself. */
  private static final class Server extends VerticleBase {
    private static final AppConfig CONFIG = config(Map.of());

    private final Origin origin;
    private final Workshop workshop;
    final CompletableFuture<Session> session = new CompletableFuture<>();
    private @Nullable HttpServer http;
    private @Nullable Delivery delivery;

    Server(Origin origin, Workshop workshop) {
      this.origin = origin;
      this.workshop = workshop;
    }

    private static AppConfig config(Map<String, String> more) {
      var all = new HashMap<>(more);
      all.put("TVN_RELAY_SLOWEST_KI_B", "4096");
      all.put("TVN_RELAY_SLOWEST_OVER", "2s");
      return ConfigLoader.load(null, all);
    }

    @Override
    public Future<?> start() {
      var egress = config(Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + origin.port())).egress();
      var limits = CONFIG.relay();
      delivery = new Delivery(vertx, new Upstream(vertx, egress, limits), limits, workshop);
      http =
          vertx
              .createHttpServer(new HttpServerOptions().setSendBufferSize(64 << 10))
              .requestHandler(this::serve);
      return http.listen(0, "127.0.0.1");
    }

    /** The film is as long as if it played at 32 KiB a second. */
    private void serve(HttpServerRequest request) {
      var head =
          new StreamPlan.Head(
              "https://page.example/",
              "site/1",
              "Film",
              "mp4",
              "video/mp4",
              2048.0,
              Size.exact(LENGTH));
      var source = new Source.File(origin.url("/film"), Map.of(), null);
      var wanted =
          new DeliveryRequest(
              new StreamPlan.Direct(head, "22", source),
              false,
              MultiMap.caseInsensitiveMultiMap(),
              "1".equals(request.getParam("inline")),
              () -> Future.failedFuture(new IllegalStateException("not to be renewed")),
              null);
      session.complete(Objects.requireNonNull(delivery).start(wanted, request));
    }

    int port() {
      return Objects.requireNonNull(http).actualPort();
    }
  }
}
