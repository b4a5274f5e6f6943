package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Fetching from sites on loopback, over real sockets. */
@ExtendWith(VertxExtension.class)
final class UpstreamTest {

  @Test
  void hands_over_the_body_and_what_the_head_says(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) ->
                say(socket, "HTTP/1.1 206 Part\r\nETag: \"e\"\r\nContent-Length: 5\r\n\r\nhello"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var request =
          new UpstreamRequest("GET", site.url("/v?a=1#x"), Map.of(), "bytes=0-4", "\"e\"");
      var answer = fetcher.open(request).await();
      assertThat(answer.header("etag")).isEqualTo("\"e\"");
      assertThat(answer.header("none")).isNull();
      var got = fetcher.on(() -> Fetcher.read(answer)).await();
      assertThat(got).isEqualTo(new Fetcher.Got(206, "hello", 5, site.url("/v?a=1#x")));
      assertThat(site.heads.getFirst())
          .startsWith("GET /v?a=1 HTTP/1.1\r\n")
          .contains("host: " + site.pair() + "\r\n")
          .contains("range: bytes=0-4\r\n", "if-range: \"e\"\r\n", "accept-encoding: identity\r\n");
    }
  }

  @Test
  void sends_few_fields_and_no_credentials(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, "HTTP/1.1 204 No\r\n\r\n"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var headers =
          Map.of(
              "User-Agent", "UA/1",
              "Referer", "https://example.com/",
              "Cookie", "secret=1",
              "Authorization", "Basic secret",
              "Host", "secret.example.com",
              "X-Forwarded-For", "secret",
              "Accept-Language", "vi\r\nX-Secret: 1",
              "Range", "bytes=secret");
      assertThat(fetcher.get(UpstreamRequest.whole(site.url("/"), headers)).await().status())
          .isEqualTo(204);
      assertThat(site.heads.getFirst().toLowerCase(Locale.ROOT))
          .contains("user-agent: ua/1\r\n", "referer: https://example.com/\r\n")
          .doesNotContain("secret", "range");
    }
  }

  @Test
  void reads_no_body_of_a_head_request(Vertx vertx) {
    var site =
        Site.start(
            vertx, (_, socket) -> say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var head = new UpstreamRequest("HEAD", site.url("/"), Map.of(), null, null);
      assertThat(fetcher.get(head).await()).isEqualTo(new Fetcher.Got(200, "", 99, site.url("/")));
    }
  }

  @Test
  void skips_interim_answers(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) ->
                say(
                    socket,
                    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.get(site.url("/")).await().body()).isEqualTo("ok");
    }
  }

  @Test
  void never_connects_to_an_address_that_is_not_allowed(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, "HTTP/1.1 200 OK\r\n\r\n"));
    try (var fetcher = new Fetcher(vertx, Policies.STANDARD)) {
      var refusal = failure(fetcher.get(site.url("/")));
      assertThat(refusal.code()).isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
      assertThat(failure(fetcher.get("https://10.0.0.1/")).detail()).isEqualTo(refusal.detail());
      assertThat(failure(fetcher.get("nonsense")).code()).isEqualTo(ProblemCode.INVALID_URL);
      assertThat(site.connections).hasValue(0);
    }
  }

  @Test
  void tells_that_nobody_listens(Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, ""));
    var closed = site.url("/");
    site.close();
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(closed)).code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
    }
  }

  @Test
  void gives_up_on_a_site_that_says_nothing(Vertx vertx) {
    var site = Site.start(vertx, (_, _) -> {});
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(site.url("/"))).code()).isEqualTo(ProblemCode.SITE_TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
      })
  void refuses_what_is_not_http(String answer, Vertx vertx) {
    var site = Site.start(vertx, (_, socket) -> say(socket, answer));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(site.url("/"))).code()).isEqualTo(ProblemCode.SITE_FAILED);
    }
  }

  @Test
  void refuses_a_head_without_end(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (_, socket) -> say(socket, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(failure(fetcher.get(site.url("/"))).code()).isEqualTo(ProblemCode.SITE_FAILED);
    }
  }

  static void say(NetSocket socket, String text) {
    socket.write(text).onFailure(_ -> {});
  }

  static Failure failure(Future<?> future) {
    return catchThrowableOfType(Failure.class, () -> future.await());
  }
}
