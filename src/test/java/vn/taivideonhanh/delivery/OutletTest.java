package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pooled buffers written into real responses: each is released exactly once, whatever happens. */
class OutletTest {
  private static final int PIECE = 16 << 10;
  private static final int PIECES = 1000;

  private Vertx vertx;
  private HttpServer server;
  private final Pieces pieces = new Pieces();
  private final AtomicLong taken = new AtomicLong();

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              var response = request.response();
              response.putHeader("Content-Length", String.valueOf((long) PIECE * PIECES));
              var outlet = new Outlet(response, taken::addAndGet);
              if (request.uri().equals("/slowly")) {
                outlet.limit(vertx, 32 << 20);
              }
              outlet
                  .pass(pieces)
                  .onSuccess(_ -> response.end().onFailure(_ -> {}))
                  .onFailure(_ -> {});
            })
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void when_the_client_takes_everything() throws Exception {
    try (var socket = ask("/")) {
      var in = socket.getInputStream();
      long read = 0;
      while (read < (long) PIECE * PIECES) {
        read += in.readNBytes(PIECE).length;
      }
    }
    assertThat(Poll.until(Duration.ofSeconds(5), pieces::released)).isTrue();
    assertThat(taken.get()).isEqualTo((long) PIECE * PIECES);
    assertThat(pieces.paused.get()).isPositive();
  }

  @Test
  void when_the_rate_is_limited() throws Exception {
    try (var socket = ask("/slowly")) {
      assertThat(socket.getInputStream().readNBytes(PIECE * PIECES)).hasSize(PIECE * PIECES);
    }
    assertThat(Poll.until(Duration.ofSeconds(5), pieces::released)).isTrue();
    assertThat(pieces.paused.get()).isPositive();
  }

  @Test
  void when_the_client_goes_away() throws Exception {
    try (var socket = ask("/")) {
      assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
    }
    assertThat(Poll.until(Duration.ofSeconds(5), pieces::released)).isTrue();
    assertThat(taken.get()).isLessThan((long) PIECE * PIECES);
  }

  private Socket ask(String path) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(PIECE);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
    return socket;
  }

  /** Gives pooled buffers for as long as it is not paused. */
  private static final class Pieces implements Flow {
    private final List<ByteBuf> given = new CopyOnWriteArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private @Nullable Consumer<ByteBuf> body;
    private boolean held;
    private boolean giving;
    final AtomicInteger paused = new AtomicInteger();

    @Override
    public void start(Consumer<ByteBuf> newBody) {
      body = newBody;
      give();
    }

    private void give() {
      var taker = body;
      if (giving || taker == null) {
        return;
      }
      giving = true;
      while (!held && given.size() < PIECES) {
        var piece = PooledByteBufAllocator.DEFAULT.directBuffer(PIECE).writeZero(PIECE);
        given.add(piece);
        taker.accept(piece);
      }
      giving = false;
      if (given.size() == PIECES) {
        ended.tryComplete();
      }
    }

    boolean released() {
      return !given.isEmpty() && given.stream().allMatch(piece -> piece.refCnt() == 0);
    }

    @Override
    public void pause() {
      held = true;
      var _ = paused.incrementAndGet();
    }

    @Override
    public void resume() {
      held = false;
      give();
    }

    @Override
    public Future<Void> ended() {
      return ended.future();
    }

    @Override
    public void abort() {
      held = true;
    }
  }
}
