package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.problem.ProblemCode;

/** Pictures of a real site on loopback, which are what they are called, or something else. */
class ThumbnailRouteTest {
  private static final String TEMPLATE = "/api/streaming/analyze/{requestId}/thumbnail";
  private static final String PATH = TEMPLATE.replace("{requestId}", Samples.REQUEST_ID);
  private static final String SHEETS =
      "/api/streaming/analyze/" + Samples.REQUEST_ID + "/storyboard/{sheet}";
  private static final String PNG = "89504e470d0a1a0a";
  private static final int LARGEST = 2 << 20;

  private static final AtomicInteger inside = new AtomicInteger();
  private static HttpServer origin;
  private static HttpServer trap;
  private static TestSite site;

  @BeforeAll
  static void start() throws IOException {
    trap = server();
    trap.createContext(
        "/",
        exchange -> {
          inside.incrementAndGet();
          send(exchange, picture(PNG, 100));
        });
    origin = server();
    origin.createContext("/jpeg", exchange -> send(exchange, picture("ffd8ffe0", 100)));
    origin.createContext("/png", exchange -> send(exchange, picture(PNG, LARGEST)));
    origin.createContext("/gif", exchange -> send(exchange, picture("474946383961", 100)));
    origin.createContext(
        "/webp", exchange -> send(exchange, picture("524946460000000057454250", 100)));
    origin.createContext(
        "/html", exchange -> send(exchange, "<script>1</script>".getBytes(US_ASCII)));
    origin.createContext(
        "/svg", exchange -> send(exchange, "<svg onload='x'/>".getBytes(US_ASCII)));
    origin.createContext("/short", exchange -> send(exchange, picture("89", 1)));
    origin.createContext("/large", exchange -> send(exchange, picture(PNG, 10 << 20)));
    origin.createContext("/endless", ThumbnailRouteTest::pour);
    origin.createContext("/none", exchange -> exchange.sendResponseHeaders(404, -1));
    origin.createContext(
        "/inside",
        exchange -> {
          exchange.getResponseHeaders().set("Location", url(trap, "/"));
          exchange.sendResponseHeaders(302, -1);
        });
    site = new TestSite(Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + origin.getAddress().getPort()));
  }

  @AfterAll
  static void stop() {
    site.close();
    origin.stop(0);
    trap.stop(0);
  }

  private static HttpServer server() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Thread::startVirtualThread);
    server.start();
    return server;
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static byte[] picture(String beginning, int length) {
    return Arrays.copyOf(HexFormat.of().parseHex(beginning), length);
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.getResponseHeaders().set("Set-Cookie", "evil=1");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** A picture without a length and without an end: until the other side has had enough. */
  private static void pour(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
      for (var part = picture(PNG, 64 << 10); ; ) {
        body.write(part);
      }
    }
  }

  private static HttpResponse<String> shown(String path) {
    site.fakes.look = giving(Samples.pictured(url(origin, path)));
    return site.get(PATH);
  }

  @ParameterizedTest
  @CsvSource({
    "/jpeg, image/jpeg, 100",
    "/png, image/png, 2097152",
    "/gif, image/gif, 100",
    "/webp, image/webp, 100"
  })
  void a_picture_is_shown_as_what_its_bytes_say(String path, String type, int length)
      throws Exception {
    site.fakes.look = giving(Samples.pictured(url(origin, path)));
    var answer = site.client().send(site.request(PATH).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(length);
    var headers = answer.headers();
    assertThat(headers.allValues("Content-Type")).containsExactly(type);
    assertThat(headers.allValues("Cache-Control")).containsExactly("private, max-age=3600");
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("Content-Security-Policy"))
        .containsExactly("sandbox; default-src 'none'");
    assertThat(headers.map()).doesNotContainKey("set-cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/html", "/svg", "/short", "/large", "/endless", "/none"})
  void what_is_no_picture_or_too_large_is_not_shown(String path) {
    var answer = shown(path);
    isProblem(answer, ProblemCode.SITE_FAILED);
    ContractCheck.check(TEMPLATE, answer);
    assertThat(answer.body()).doesNotContain("script").doesNotContain("svg");
  }

  @Test
  void nobody_is_led_inside() {
    isProblem(shown("/inside"), ProblemCode.DESTINATION_NOT_ALLOWED);
    site.fakes.look = giving(Samples.pictured(url(trap, "/")));
    isProblem(site.get(PATH), ProblemCode.DESTINATION_NOT_ALLOWED);
    assertThat(inside).hasValue(0);
  }

  @Test
  void there_may_be_none_or_none_yet() {
    site.fakes.look = giving(Samples.completed());
    isProblem(site.get(PATH), ProblemCode.NOT_FOUND);
    site.fakes.look = giving(Samples.active(Step.READING));
    isProblem(site.get(PATH), ProblemCode.ANALYSIS_NOT_READY);
  }

  @Test
  void a_sheet_of_a_storyboard_is_shown_and_its_address_is_not() {
    var sheets = List.of(url(origin, "/html"), url(origin, "/png"));
    site.fakes.look = giving(Samples.storyboarded(sheets));
    site.fakes.fetch = giving(Samples.fetched(sheets));
    var found = site.get(SHEETS.replace("/storyboard/{sheet}", ""));
    assertThat(found.body()).contains("\"storyboard\":{\"columns\":3,\"rows\":2");
    assertThat(found.body()).contains("\"sheets\":2").doesNotContain("/png");
    ContractCheck.check("/api/streaming/analyze/{requestId}", found);
    var shown = site.get(SHEETS.replace("{sheet}", "1"));
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.headers().allValues("Content-Type")).containsExactly("image/png");
    assertThat(shown.headers().allValues("Cache-Control")).containsExactly("private, max-age=3600");
    isProblem(site.get(SHEETS.replace("{sheet}", "0")), ProblemCode.SITE_FAILED);
    isProblem(site.get(SHEETS.replace("{sheet}", "2")), ProblemCode.NOT_FOUND);
    isProblem(site.get(SHEETS.replace("{sheet}", "-1")), ProblemCode.INVALID_REQUEST);
    isProblem(site.get(SHEETS.replace("{sheet}", "200")), ProblemCode.INVALID_REQUEST);
  }

  @Test
  void sheets_go_the_guarded_way_and_may_not_be_there() {
    var trapped = List.of(url(trap, "/"));
    site.fakes.look = giving(Samples.storyboarded(trapped));
    site.fakes.fetch = giving(Samples.fetched(trapped));
    var first = SHEETS.replace("{sheet}", "0");
    isProblem(site.get(first), ProblemCode.DESTINATION_NOT_ALLOWED);
    assertThat(inside).hasValue(0);
    site.fakes.look = giving(Samples.completed());
    isProblem(site.get(first), ProblemCode.NOT_FOUND);
    site.fakes.look = giving(Samples.active(Step.READING));
    isProblem(site.get(first), ProblemCode.ANALYSIS_NOT_READY);
  }

  /** Each ends and gives its place back, however it ended. */
  @Test
  void one_after_the_other_may_be_asked_for() {
    for (int i = 0; i < 2 * ThumbnailRoute.MOST; i++) {
      assertThat(shown(i % 2 == 0 ? "/html" : "/gif").statusCode())
          .isEqualTo(i % 2 == 0 ? 502 : 200);
    }
  }
}
