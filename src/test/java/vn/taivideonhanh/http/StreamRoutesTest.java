package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.TokenMessages.Issue;

/**
 * Streams through the real delivery from a small site on loopback; the relay verticle is a small
 * endpoint of the test. What delivery itself promises is tested there.
 */
class StreamRoutesTest {
  private static final String ONE = "/api/streaming/stream/abc.def.ghi";
  private static final String TEMPLATE = "/api/streaming/stream/{token}";
  private static final byte[] FILE = new byte[300_000];
  private static final CountDownLatch OVER = new CountDownLatch(1);
  private static HttpServer origin;
  private static TestSite site;

  /** Its own for each test: what a stream of the test before tells may come late. */
  private final String stream = "stream-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException {
    new Random(1).nextBytes(FILE);
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.getResponseHeaders().add("Set-Cookie", "stolen=1");
          exchange.sendResponseHeaders(200, FILE.length);
          exchange.getResponseBody().write(FILE);
          exchange.close();
        });
    origin.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 1 << 30);
          exchange.getResponseBody().write(FILE);
          exchange.getResponseBody().flush();
          Thread.ofVirtual().start(() -> held(exchange));
        });
    origin.setExecutor(Thread::startVirtualThread);
    origin.start();
    var port = origin.getAddress().getPort();
    site = new TestSite(Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + port));
  }

  private static void held(HttpExchange exchange) {
    try {
      OVER.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @AfterAll
  static void stop() {
    OVER.countDown();
    site.close();
    origin.stop(0);
  }

  @BeforeEach
  void reset() {
    site.fakes.reset();
  }

  private Opened opened(String path, long bytes) {
    var url = "http://127.0.0.1:" + origin.getAddress().getPort() + path;
    return new Opened(stream, "d".repeat(64), Samples.direct(url, bytes), Samples.GUEST);
  }

  @Test
  void sends_the_bytes_and_closes_the_book() throws Exception {
    site.fakes.open = giving(opened("/file", FILE.length));
    var answer = bytes(ONE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Arrays.equals(answer.body(), FILE)).isTrue();
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(headers.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValue("sandbox; default-src 'none'");
    assertThat(headers.firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(site.fakes.last(Open.class).token()).isEqualTo("abc.def.ghi");
    var close = close();
    assertThat(close.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(close.last().sent()).isEqualTo(FILE.length);
    assertThat(close.last().promised()).isEqualTo(FILE.length);
  }

  @Test
  void a_script_gets_the_file_of_an_address() throws Exception {
    site.fakes.submit = giving(Samples.completed());
    site.fakes.look = giving(Samples.completed());
    site.fakes.issue = giving(Samples.issued(Samples.ownerUsage()));
    site.fakes.open = giving(opened("/file", FILE.length));
    var answer = bytes("/api/streaming/direct?url=https%3A%2F%2Fsite.example%2Fv&preset=720p");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Arrays.equals(answer.body(), FILE)).isTrue();
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Location")).hasValue(ONE);
    assertThat(headers.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValue("sandbox; default-src 'none'");
    assertThat(site.fakes.last(Issue.class).choice().preset()).isEqualTo("720p");
    assertThat(site.fakes.last(Open.class).token()).isEqualTo("abc.def.ghi");
  }

  @Test
  void may_show_the_file_instead_of_saving_it() throws Exception {
    site.fakes.open = giving(opened("/file", FILE.length));
    var answer = bytes(ONE + "?inline=1");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("inline;");
    var odd = site.get(ONE + "?inline=yes");
    isProblem(odd, ProblemCode.INVALID_REQUEST);
    ContractCheck.check(TEMPLATE, odd);
  }

  @Test
  void tells_what_it_would_send_without_opening_a_stream() {
    site.fakes.head = giving(opened("/file", FILE.length));
    var answer = site.send(site.request(ONE).method("HEAD", BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("" + FILE.length);
    assertThat(closes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TOKEN_NOT_FOUND", "TOKEN_EXPIRED", "TOKEN_REVOKED", "TOKEN_ELSEWHERE", "TOO_MANY_STREAMS",
        "DAILY_LIMIT", "UNAVAILABLE", "SOURCE_UNAVAILABLE", "SITE_TIMEOUT", "VIDEO_REMOVED"
      })
  void tells_why_there_is_no_stream(ProblemCode code) {
    site.fakes.open = refusing(code);
    var answer = site.get(ONE);
    isProblem(answer, code);
    ContractCheck.check(TEMPLATE, answer);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void a_source_that_is_refused_is_a_problem_and_not_a_file() {
    site.fakes.open =
        giving(new Opened(stream, "d", Samples.direct("http://127.0.0.1:9/", 1), Samples.GUEST));
    var answer = site.get(ONE);
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
    ContractCheck.check(TEMPLATE, answer);
    assertThat(close().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_stream_reports_and_stops_when_it_is_told_to() throws Exception {
    site.fakes.open = giving(opened("/endless", 1 << 30));
    var request = site.request(ONE).build();
    var answer = site.client().send(request, BodyHandlers.ofInputStream());
    await(
        () -> List.copyOf(site.fakes.reports).stream().anyMatch(r -> r.streamId().equals(stream)));
    RelayMessages.STOP.tell(site.vertx, new Stop(stream, Outcome.REVOKED));
    assertThatThrownBy(() -> answer.body().readAllBytes())
        .as("never a clean end")
        .isInstanceOf(IOException.class);
    assertThat(close().outcome()).isEqualTo(Outcome.REVOKED);
  }

  @Test
  void a_client_that_leaves_is_noted() throws Exception {
    site.fakes.open = giving(opened("/endless", 1 << 30));
    var answer = site.client().send(site.request(ONE).build(), BodyHandlers.ofInputStream());
    answer.body().close();
    assertThat(close().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
  }

  @Test
  void a_server_that_ends_drains_its_streams_and_closes_their_books() throws Exception {
    try (var other =
        new TestSite(Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + origin.getAddress().getPort()))) {
      other.fakes.open = giving(opened("/endless", 1 << 30));
      var answer = other.client().send(other.request(ONE).build(), BodyHandlers.ofInputStream());
      other.undeploy();
      assertThat(other.fakes.closes).hasSize(1);
      assertThat(other.fakes.closes.getFirst().outcome()).isEqualTo(Outcome.DRAINED);
      assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  /** How this test's stream ended. */
  private Close close() {
    await(() -> !closes().isEmpty());
    return closes().getFirst();
  }

  private List<Close> closes() {
    var all = List.copyOf(site.fakes.closes);
    return all.stream().filter(close -> close.last().streamId().equals(stream)).toList();
  }

  private static HttpResponse<byte[]> bytes(String path) throws Exception {
    return site.client().send(site.request(path).build(), BodyHandlers.ofByteArray());
  }

  private static void await(BooleanSupplier condition) {
    var deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
