package vn.taivideonhanh.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no well-formed client sends, on real sockets and all at once. */
class HostileRequestsTest {
  private static final String LIVE = "GET /api/monitoring/health/live HTTP/1.1\r\n";
  private static final Executor AT_ONCE = Thread::startVirtualThread;
  private static final Map<String, String> REQUESTS = HostileRequests.all();
  private static final Map<String, CompletableFuture<String>> ANSWERS = new HashMap<>();
  private static TestSite site;

  @BeforeAll
  static void send() {
    site =
        new TestSite(
            Map.of(
                "TVN_HTTP_HEADER_TIMEOUT", "2s",
                "TVN_HTTP_BODY_TIMEOUT", "2s",
                "TVN_HTTP_IDLE_TIMEOUT", "2s"));
    REQUESTS.forEach((name, bytes) ->
        ANSWERS.put(name, CompletableFuture.supplyAsync(() -> raw(bytes), AT_ONCE)));
  }

  private static String raw(String bytes) {
    try (var socket = site.socket()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return readAll(socket);
    } catch (SocketException _) {
      // Closed while it was still being written to.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes until the server closes the connection, whether orderly or by a reset. */
  static String readAll(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    var in = socket.getInputStream();
    try {
      for (var octet = in.read(); octet >= 0; octet = in.read()) {
        all.write(octet);
      }
    } catch (SocketException _) {
      // A reset, since there was more to read than the server wanted.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  static Stream<String> names() {
    return REQUESTS.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void is_refused_or_cut_off(String name) {
    var answer = requireNonNull(ANSWERS.get(name)).join();
    assertThat(answer).doesNotContain("\"openapi\"");
    assertThat(answer.split("HTTP/1\\.[01] (?=\\d)", -1))
        .as("one answer at most")
        .hasSizeLessThan(3);
    if (!answer.isEmpty()) {
      assertThat(answer).containsPattern("^HTTP/1\\.[01] 4\\d\\d ");
    }
  }

  @Test
  void others_are_answered_meanwhile() {
    assertThat(site.get("/api/monitoring/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_well_formed_though_unusual_is_answered() throws IOException {
    assertThat(site.raw("\r\n" + LIVE + "Host: LocalHost:80\r\nConnection: close\r\n\r\n"))
        .as("an empty line before it")
        .startsWith("HTTP/1.1 200 ");
    assertThat(site.raw("GET http://localhost/ HTTP/1.0\r\nhost: localhost\r\n\r\n"))
        .as("an absolute address of ours")
        .startsWith("HTTP/1.0 200 ");
    assertThat(site.raw(LIVE + "Host:\tlocalhost \r\nConnection: close\r\n\r\n"))
        .as("white space around a value")
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void each_of_several_requests_on_a_connection_is_judged() throws IOException {
    var fine = LIVE + "Host: localhost\r\n\r\n";
    var answers = site.raw(fine + fine + LIVE + "Host: localhost\r\nX: a\r\n b\r\n\r\n" + fine);
    assertThat(answers.split("HTTP/1\\.1 200 ", -1)).as("two of them").hasSize(3);
    assertThat(answers.split("HTTP/1\\.1 400 ", -1)).as("and then one").hasSize(2);
  }

  @Test
  void an_expectation_that_is_not_known_is_named() throws IOException {
    var answer = site.raw(LIVE + "Host: localhost\r\nExpect: a-miracle\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 417 ").contains("\"expectation-failed\"");
  }

  @Test
  void what_trails_a_body_is_no_field_of_the_request() throws IOException {
    site.fakes.submit = giving(Samples.queued(1));
    var answer =
        site.raw(
            """
            POST /api/streaming/analyze HTTP/1.1
            Host: localhost
            Connection: close
            Content-Type: application/json
            Transfer-Encoding: chunked

            27
            {"url":"https://example.com/watch?v=1"}
            0
            Host: rebound.example.com
            Content-Length: 3
            X-Forwarded-For: 9.9.9.9

            """
                .replace("\n", "\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 202 ");
  }
}
