package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections serve again, but only after a whole answer. */
@ExtendWith(VertxExtension.class)
final class UpstreamPoolTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void uses_a_connection_again_after_a_whole_answer(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, OK));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      for (var i = 0; i < 5; i++) {
        assertThat(fetcher.get(site.url("/" + i)).await().body()).isEqualTo("ok");
      }
      assertThat(site.heads).hasSize(5);
      assertThat(site.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
      })
  void does_not_use_it_again_when_the_site_says_or_does_otherwise(String answer, Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, answer));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      for (var i = 0; i < 3; i++) {
        assertThat(fetcher.get(site.url("/")).await().body()).isEqualTo("ok");
      }
      assertThat(site.connections).hasValue(3);
    }
  }

  @Test
  void does_not_use_it_again_after_an_abort(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, OK.replace(": 2", ": 3")));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      for (var i = 0; i < 3; i++) {
        var answer = fetcher.open(site.url("/")).await();
        answer.abort();
        assertThat(failure(answer.ended())).isNotNull();
      }
      assertThat(site.connections).hasValue(3);
    }
  }

  @Test
  void asks_again_on_a_new_connection_when_the_kept_one_was_just_closed(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (head, socket) -> {
              if (head.contains("/first") || head.contains("/again")) {
                say(socket, OK);
              }
              if (head.contains("/break")) {
                socket.close().onFailure(_ -> {});
              }
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      fetcher.get(site.url("/first")).await();
      // The second request reaches the kept connection, then a new one, which breaks as well.
      assertThat(failure(fetcher.get(site.url("/break")))).isNotNull();
      assertThat(site.connections).hasValue(2);
      assertThat(fetcher.get(site.url("/again")).await().body()).isEqualTo("ok");
    }
  }

  @Test
  void opens_as_many_as_are_needed_at_once(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) -> {
              var later = vertx.timer(50);
              later.onSuccess(_ -> say(socket, OK)).onFailure(_ -> {});
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var all = IntStream.range(0, 12).mapToObj(i -> fetcher.get(site.url("/" + i))).toList();
      Future.all(all).await();
      assertThat(site.connections).hasValue(12);
      fetcher.get(site.url("/more")).await();
      assertThat(site.connections).hasValue(12);
    }
  }

  @Test
  void drops_a_kept_connection_that_talks_out_of_turn(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) -> {
              say(socket, OK);
              vertx
                  .timer(30)
                  .onSuccess(_ -> socket.write(Buffer.buffer(OK)).onFailure(_ -> {}))
                  .onFailure(_ -> {});
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.get(site.url("/1")).await().body()).isEqualTo("ok");
      vertx.timer(150).await();
      assertThat(fetcher.get(site.url("/2")).await().body()).isEqualTo("ok");
      assertThat(site.connections).hasValue(2);
    }
  }
}
