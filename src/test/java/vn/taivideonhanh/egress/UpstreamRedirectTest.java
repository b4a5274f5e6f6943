package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;

/** Each redirect is judged as if somebody had pasted it. */
@ExtendWith(VertxExtension.class)
final class UpstreamRedirectTest {
  private static final String FOUND = "HTTP/1.1 302 Found\r\nContent-Length: 2\r\nLocation: ";
  private static final String DONE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void follows_on_the_same_connection(int status, Vertx vertx) {
    var moved = "HTTP/1.1 " + status + " Moved\r\nContent-Length: 2\r\nLocation: ../b?c\r\n\r\nno";
    var site =
        Site.start(
            vertx, (head, socket) -> say(socket, head.startsWith("GET /b?c ") ? DONE : moved));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var request = new UpstreamRequest("GET", site.url("/x/a"), Map.of(), "bytes=0-", null);
      var got = fetcher.get(request).await();
      assertThat(got).isEqualTo(new Fetcher.Got(200, "done", 4, site.url("/b?c")));
      assertThat(site.heads).hasSize(2).allMatch(head -> head.contains("range: bytes=0-"));
      assertThat(site.connections).hasValue(1);
    }
  }

  @Test
  void never_follows_to_a_forbidden_place(Vertx vertx) {
    var inner = Site.start(vertx, (_, socket) -> say(socket, DONE));
    var site =
        Site.start(
            vertx,
            (head, socket) ->
                say(socket, FOUND + head.substring(5, head.indexOf(" HTTP")) + "\r\n\r\nno"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      for (var place : new String[] {inner.url("/"), "http://localhost/", "//10.0.0.1/"}) {
        assertThat(failure(fetcher.get(site.url("/" + place))).code())
            .as(place)
            .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
      }
      for (var place : new String[] {"ftp://example.com/", "file:///etc/passwd", "//a@b.org/"}) {
        assertThat(failure(fetcher.get(site.url("/" + place))).code())
            .as(place)
            .isEqualTo(ProblemCode.INVALID_URL);
      }
      assertThat(inner.connections).hasValue(0);
    }
  }

  @Test
  void goes_five_steps_and_no_further(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (head, socket) -> {
              var left = Integer.parseInt(head.substring(5, head.indexOf(" HTTP")));
              say(socket, left == 0 ? DONE : FOUND + "/" + (left - 1) + "\r\n\r\nno");
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.get(site.url("/5")).await().body()).isEqualTo("done");
      assertThat(failure(fetcher.get(site.url("/6"))).code()).isEqualTo(ProblemCode.SITE_FAILED);
    }
  }

  @Test
  void tells_another_origin_nothing_of_the_first(Vertx vertx) {
    var other = Site.start(vertx, (_, socket) -> say(socket, DONE));
    var site = Site.start(vertx, (_, socket) -> say(socket, FOUND + other.url("/") + "\r\n\r\nno"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair(), other.pair()))) {
      var headers = Map.of("Referer", "https://a.example/x", "Origin", "https://a.example");
      var got = fetcher.get(UpstreamRequest.whole(site.url("/"), headers)).await();
      assertThat(got.url()).isEqualTo(other.url("/"));
      assertThat(site.heads.getFirst()).contains("referer: https://a.example/x", "origin: ");
      assertThat(other.heads.getFirst()).doesNotContain("a.example");
    }
  }

  @Test
  void hands_a_redirect_without_a_place_to_the_caller(Vertx vertx) {
    var site =
        Site.start(
            vertx, (_, socket) -> say(socket, "HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.get(site.url("/")).await().status()).isEqualTo(304);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://b.org/x, https://b.org/x",
    "//b.org/x#f, https://b.org/x",
    "/x, https://a.org:8443/x",
    "x, https://a.org:8443/p/x",
    "?x, https://a.org:8443/p/q?x",
    "'', https://a.org:8443/p/q?r",
    "../../../x/./y/.., https://a.org:8443/x/",
    "x/../../y?a=../b, https://a.org:8443/y?a=../b",
    "/a b, https://a.org:8443/a%20b",
    "/caf\u00c3\u00a9, https://a.org:8443/caf%C3%A9",
    "mailto:x, mailto:x"
  })
  void works_out_where_a_location_leads(String location, String target) {
    var base = AddressParser.parse("https://a.org:8443/p/q?r#s", 2048);
    assertThat(Redirect.target(base, location)).isEqualTo(target);
  }
}
