package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a site says of a file, asked with one byte. */
@ExtendWith(VertxExtension.class)
final class ProbeTest {

  @Test
  void reads_the_exact_length_from_a_part(Vertx vertx) {
    var probe =
        probe(
            vertx,
            """
            HTTP/1.1 206 Partial Content
            Content-Range: bytes 0-0/123456789012
            Content-Length: 1
            Content-Type: Video/MP4; codecs="avc1"
            ETag: "abc"
            Last-Modified: Sun, 22 Nov 2026 08:00:00 GMT

            x\
            """);
    assertThat(probe)
        .isEqualTo(new Probe(200, 123_456_789_012L, "video/mp4", true, "\"abc\"", probe.url()));
  }

  @Test
  void does_not_promise_what_the_site_does_not_tell(Vertx vertx) {
    var probe =
        probe(
            vertx,
            """
            HTTP/1.1 206 Partial Content
            Content-Range: bytes 0-0/*
            Content-Length: 1
            ETag: W/"weak"

            x\
            """);
    assertThat(probe).isEqualTo(new Probe(200, null, null, true, null, probe.url()));
  }

  @Test
  void knows_that_a_site_which_sends_all_knows_no_parts(Vertx vertx) {
    var probe =
        probe(
            vertx,
            """
            HTTP/1.1 200 OK
            Content-Length: 104857600
            Accept-Ranges: bytes
            Last-Modified: Sun, 22 Nov 2026 08:00:00 GMT

            the first of very many\
            """);
    assertThat(probe)
        .isEqualTo(
            new Probe(
                200, 104_857_600L, null, false, "Sun, 22 Nov 2026 08:00:00 GMT", probe.url()));
  }

  @Test
  void takes_an_empty_file_for_what_it_is(Vertx vertx) {
    var probe = probe(vertx, "HTTP/1.1 416 No\nContent-Range: bytes */0\nContent-Length: 0\n\n");
    assertThat(probe).isEqualTo(new Probe(200, 0L, null, true, null, probe.url()));
  }

  @Test
  void tells_a_status_as_it_is(Vertx vertx) {
    var probe = probe(vertx, "HTTP/1.1 404 No\nContent-Length: 3\n\nbad");
    assertThat(probe).isEqualTo(new Probe(404, null, null, false, null, probe.url()));
  }

  @Test
  void asks_by_head_where_parts_are_refused(Vertx vertx) {
    var site =
        Site.start(
            vertx,
            (head, socket) ->
                say(
                    socket,
                    head.startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 77\r\nAccept-Ranges: bytes\r\n\r\n"
                        : "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.probe(site.url("/")).await())
          .isEqualTo(new Probe(200, 77L, null, true, null, site.url("/")));
      assertThat(site.connections).hasValue(1);
    }
  }

  private static Probe probe(Vertx vertx, String answer) {
    var site = Site.start(vertx, (_, socket) -> say(socket, answer.replace("\n", "\r\n")));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      var probe = fetcher.probe(site.url("/v")).await();
      assertThat(site.heads.getFirst()).contains("range: bytes=0-0\r\n");
      return probe;
    }
  }
}
