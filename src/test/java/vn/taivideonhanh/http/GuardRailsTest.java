package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;

/** What a request must be before it is routed, tried with bytes on real sockets. */
class GuardRailsTest {
  private static final String SMUGGLED = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String ANALYZE =
      "POST /api/streaming/analyze HTTP/1.1\r\nHost: localhost\r\n";
  private static TestSite site;

  @BeforeAll
  static void start() {
    site =
        new TestSite(
            Map.of(
                "TVN_HTTP_HEADER_TIMEOUT", "500ms",
                "TVN_HTTP_BODY_TIMEOUT", "500ms",
                "TVN_HTTP_IDLE_TIMEOUT", "1s",
                "TVN_HTTP_CONNECTIONS_PER_ADDRESS", "8"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void reset() {
    site.fakes.reset();
    site.fakes.submit = giving(Samples.queued(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A length and chunks, in HTTP/1.1 and in 1.0.
        ANALYZE
            + "Content-Type: application/json\r\nContent-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + SMUGGLED,
        "POST /api/streaming/analyze HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n"
            + "Content-Type: application/json\r\nContent-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + SMUGGLED,
        // A last coding that is not chunked.
        ANALYZE
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n"
            + "0\r\n\r\n"
            + SMUGGLED,
        ANALYZE
            + "Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
            + SMUGGLED,
        // Control characters before the request line, and in a field.
        "\u0001\u0002GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + SMUGGLED,
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n" + SMUGGLED,
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n" + SMUGGLED,
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
      })
  void a_request_with_two_readings_ends_the_connection(String bytes) throws IOException {
    var answer = site.raw(bytes);
    assertThat(answer).containsPattern("^HTTP/1\\.[01] 400 ").doesNotContain("\"openapi\"");
    assertThat(answer.split("HTTP/1\\.[01] ", -1)).as("one answer only").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n",
        "GET http://other.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http:///x HTTP/1.1\r\nHost: localhost\r\n\r\n",
      })
  void a_host_must_be_one_and_ours(String bytes) throws IOException {
    assertThat(site.raw(bytes)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
  }

  @Test
  void an_absolute_target_of_this_server_is_a_path() throws IOException {
    var answer =
        site.raw(
            """
            GET http://localhost/openapi.json HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            \r
            """);
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"openapi\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "BREW"})
  void a_strange_method_is_refused(String method) throws IOException {
    var answer =
        site.raw(
            method
                + " / HTTP/1.1\r\nHost: localhost\r\nCookie: secret\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: ").doesNotContain("secret");
  }

  @Test
  void a_method_that_a_path_does_not_have_is_named() {
    for (var method : new String[] {"PUT", "DELETE", "OPTIONS", "GET"}) {
      var request = site.request("/api/streaming/analyze").method(method, BodyPublishers.noBody());
      var answer = site.send(request);
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("method-not-allowed");
    }
    var one =
        site.send(
            site.request("/api/streaming/analyze/x").method("PATCH", BodyPublishers.noBody()));
    assertThat(one.headers().firstValue("Allow")).hasValue("DELETE, GET");
  }

  @Test
  void too_long_a_line_or_head_is_refused() throws IOException {
    var line = site.raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(line).contains(" 414 ").contains("\"uri-too-long\"");
    var head = site.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9000) + "\r\n\r\n");
    assertThat(head).contains(" 431 ").contains("\"headers-too-large\"");
  }

  @Test
  void the_longest_token_fits() {
    var answer = site.get("/api/streaming/stream/" + "a".repeat(1024));
    AnalysisRoutesTest.isProblem(answer, ProblemCode.TOKEN_NOT_FOUND);
    var longer = site.get("/api/streaming/stream/" + "a".repeat(1025));
    AnalysisRoutesTest.isProblem(longer, ProblemCode.TOKEN_NOT_FOUND);
  }

  @Test
  void a_connection_that_brings_no_request_in_time_is_closed() throws IOException {
    var began = System.nanoTime();
    try (var socket = site.socket()) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(ms(300), ms(5000));
  }

  @Test
  void a_body_that_does_not_come_ends_the_connection() throws IOException {
    var began = System.nanoTime();
    try (var socket = site.socket()) {
      var head = ANALYZE + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"url\"";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(ms(300), ms(5000));
  }

  @Test
  void a_connection_is_kept_for_the_next_request_and_closed_when_none_comes() throws IOException {
    try (var socket = site.socket()) {
      for (var i = 0; i < 2; i++) {
        var request = "GET /api/monitoring/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        var answer = new StringBuilder();
        while (answer.indexOf("{\"status\":\"up\"}") < 0) {
          answer.append((char) socket.getInputStream().read());
        }
        assertThat(answer).startsWith("HTTP/1.1 200 ");
      }
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void one_address_has_so_many_connections_and_not_one_more() throws IOException {
    var open = new ArrayList<Socket>();
    try {
      var refused = 0;
      for (var i = 0; i < 12; i++) {
        var socket = site.socket();
        open.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /api/monitoring/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        refused += readsNothing(socket) ? 1 : 0;
      }
      assertThat(refused).isGreaterThanOrEqualTo(4);
    } finally {
      for (var socket : open) {
        socket.close();
      }
      waitForRoom();
    }
  }

  /**
   * The server hears a little later that connections are closed; those after this test need them.
   */
  private static void waitForRoom() throws IOException {
    var until = System.nanoTime() + ms(20_000).toNanos();
    while (System.nanoTime() < until) {
      try (var socket = site.socket()) {
        var request = "GET /api/monitoring/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        if (!readsNothing(socket)) {
          return;
        }
      }
    }
    throw new AssertionError("there is no room for a connection");
  }

  private static boolean readsNothing(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void an_upgrade_to_http_2_is_not_made() throws IOException {
    var answer =
        site.raw(
            """
            GET /api/monitoring/health/live HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
            \r
            """);
    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
