package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;

/** A body ends well only when all of it has come, and costs little memory on its way. */
@ExtendWith(VertxExtension.class)
final class UpstreamBodyTest {
  private static final long LARGE = 64L << 20;
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n6\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
      })
  void fails_after_the_bytes_that_came_when_the_site_breaks_off(String answer, Vertx vertx) {
    var site =
        Site.start(vertx, (_, socket) -> socket.end(Buffer.buffer(OK + answer)).onFailure(_ -> {}));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var came = new StringBuilder();
      var ended =
          fetcher.on(() ->
              fetcher
                  .here(site.url("/"))
                  .compose(response -> {
                    response.handler(part -> {
                      came.append(part.toString(StandardCharsets.UTF_8));
                      part.release();
                    });
                    response.resume();
                    return response.ended();
                  }));
      assertThat(failure(ended).code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
      assertThat(came).hasToString("abc");
    }
  }

  @Test
  void fails_when_a_chunk_is_no_chunk(Vertx vertx) {
    var broken = OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n";
    var site = Site.start(vertx, (_, socket) -> say(socket, broken));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(site.url("/"))).code()).isEqualTo(ProblemCode.SITE_FAILED);
    }
  }

  @Test
  void joins_chunks_and_does_not_know_their_length(Vertx vertx) {
    var chunked =
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n";
    var site = Site.start(vertx, (_, socket) -> say(socket, chunked));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var got = fetcher.get(site.url("/")).await();
      assertThat(got.body()).isEqualTo("abcde");
      assertThat(got.contentLength()).isEqualTo(-1);
    }
  }

  @Test
  void takes_the_connections_end_for_the_bodys_end_when_nothing_else_tells(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) ->
                socket.end(Buffer.buffer("HTTP/1.0 200 OK\r\n\r\nold")).onFailure(_ -> {}));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var got = fetcher.get(site.url("/")).await();
      assertThat(got).isEqualTo(new Fetcher.Got(200, "old", -1, site.url("/")));
    }
  }

  @Test
  void gives_up_on_a_body_that_stands_still(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, OK + "Content-Length: 9\r\n\r\nabc"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(site.url("/"))).code()).isEqualTo(ProblemCode.SITE_TIMEOUT);
    }
  }

  @Test
  void waits_longer_than_a_stall_for_a_reader_that_stands_still(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, OK + "Content-Length: 3\r\n\r\nabc"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var answer = fetcher.open(site.url("/")).await();
      vertx.timer(2 * Fetcher.LIMITS.stall().toMillis()).await();
      assertThat(fetcher.on(() -> Fetcher.read(answer)).await().body()).isEqualTo("abc");
    }
  }

  @Test
  void holds_little_of_a_large_body_while_it_stands_still(Vertx vertx) {
    var written = new AtomicLong();
    var site = Site.start(vertx, (_, socket) -> pour(socket, written));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var answer = fetcher.open(site.url("/")).await();
      untilStill(vertx, written);
      assertThat(written.get()).isLessThan(LARGE);
      assertThat(fetcher.used()).isLessThan(1 << 20);

      var read = new AtomicLong();
      var most = new AtomicLong();
      var whole =
          fetcher.on(() -> {
            answer.handler(part -> {
              most.accumulateAndGet(fetcher.used(), Math::max);
              read.addAndGet(part.readableBytes());
              part.release();
              answer.pause();
              vertx.runOnContext(_ -> answer.resume());
            });
            answer.resume();
            return answer.ended();
          });
      whole.await();
      assertThat(read).hasValue(LARGE);
      assertThat(most.get()).isLessThan(4 << 20);
    }
  }

  @Test
  void closes_and_gives_back_everything_at_once_when_aborted(Vertx vertx) throws Exception {
    var closed = Promise.<Void>promise();
    var site =
        Site.start(
            vertx,
            (_, socket) -> {
              socket.closeHandler(closed::complete);
              pour(socket, new AtomicLong());
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var answer = fetcher.open(site.url("/")).await();
      answer.abort();
      assertThat(failure(answer.ended())).isNotNull();
      answer.abort();
      answer.resume();
      closed.future().await(5, TimeUnit.SECONDS);
    }
  }

  private static void pour(NetSocket socket, AtomicLong written) {
    say(socket, OK + "Content-Length: " + LARGE + "\r\n\r\n");
    socket.drainHandler(_ -> pourMore(socket, written));
    pourMore(socket, written);
  }

  private static void pourMore(NetSocket socket, AtomicLong written) {
    while (!socket.writeQueueFull() && written.get() < LARGE) {
      socket.write(Buffer.buffer(new byte[64 << 10])).onFailure(_ -> {});
      written.addAndGet(64 << 10);
    }
  }

  private static void untilStill(Vertx vertx, AtomicLong counter) {
    var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    for (var seen = -1L; seen != counter.get() && System.nanoTime() < deadline; ) {
      seen = counter.get();
      vertx.timer(200).await();
    }
  }
}
