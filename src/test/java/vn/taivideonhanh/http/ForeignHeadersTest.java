package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages.Opened;

/** A site that would speak for our origin: nothing but the bytes of its answer is handed on. */
class ForeignHeadersTest {
  private static final String STREAM = "/api/streaming/stream/abc.def.ghi";
  private static final byte[] PAGE =
      "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
          .getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> FOREIGN =
      Map.ofEntries(
          Map.entry("Set-Cookie", "session=stolen; Path=/"),
          Map.entry("Clear-Site-Data", "\"*\""),
          Map.entry("Content-Security-Policy", "default-src *"),
          Map.entry("Content-Security-Policy-Report-Only", "default-src *; report-uri http://e/"),
          Map.entry("Location", "https://evil.example/"),
          Map.entry("Link", "<https://evil.example/x.css>; rel=stylesheet"),
          Map.entry("Refresh", "0; url=https://evil.example/"),
          Map.entry("Strict-Transport-Security", "max-age=0"),
          Map.entry("Access-Control-Allow-Origin", "*"),
          Map.entry("Content-Disposition", "inline; filename=evil.html"),
          Map.entry("Service-Worker-Allowed", "/"),
          Map.entry("X-Frame-Options", "ALLOWALL"),
          Map.entry("Alt-Svc", "h2=\"evil.example:443\""),
          Map.entry("SourceMap", "https://evil.example/map"),
          Map.entry("Server", "evil/1.0"),
          Map.entry("Via", "1.1 evil"),
          Map.entry("X-Powered-By", "evil"),
          Map.entry("Cache-Control", "public, max-age=31536000"));

  /** All that an answer with a stream may have. */
  private static final Set<String> OURS =
      Set.of(
          "accept-ranges",
          "cache-control",
          "content-disposition",
          "content-length",
          "content-range",
          "content-security-policy",
          "content-type",
          "cross-origin-resource-policy",
          "etag",
          "referrer-policy",
          "vary",
          "x-content-type-options",
          "x-request-id",
          "x-robots-tag");

  private static HttpServer origin;
  private static TestSite site;

  @BeforeAll
  static void start() throws IOException {
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/html", exchange -> answer(exchange, "text/html; charset=utf-8"));
    origin.createContext("/svg", exchange -> answer(exchange, "image/svg+xml"));
    origin.createContext("/odd", exchange -> answer(exchange, "multipart/x-mixed-replace"));
    origin.setExecutor(Thread::startVirtualThread);
    origin.start();
    site = new TestSite(Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + origin.getAddress().getPort()));
  }

  private static void answer(HttpExchange exchange, String mediaType) throws IOException {
    FOREIGN.forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.sendResponseHeaders(200, PAGE.length);
    exchange.getResponseBody().write(PAGE);
    exchange.close();
  }

  @AfterAll
  static void stop() {
    site.close();
    origin.stop(0);
  }

  private static HttpResponse<String> streamed(String path, String query) {
    var url = "http://127.0.0.1:" + origin.getAddress().getPort() + path;
    site.fakes.reset();
    site.fakes.open =
        giving(
            new Opened(
                "stream-1", "d".repeat(64), Samples.direct(url, PAGE.length), Samples.GUEST));
    return site.get(STREAM + query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/svg", "/odd"})
  void a_stream_has_our_own_header_and_type(String path) {
    for (var query : new String[] {"", "?inline=1"}) {
      var answer = streamed(path, query);
      assertThat(answer.statusCode()).isEqualTo(200);
      var headers = new TreeMap<>(answer.headers().map());
      assertThat(OURS).containsAll(new TreeSet<>(headers.keySet()));
      assertThat(headers.toString()).doesNotContain("evil").doesNotContain("stolen");
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("video/mp4");
      assertThat(answer.headers().allValues("Content-Security-Policy"))
          .containsExactly("sandbox; default-src 'none'");
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @Test
  void a_page_in_the_place_of_a_video_is_a_problem_of_ours() {
    var answer = streamed("/html", "?inline=1");
    isProblem(answer, ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(answer.headers().map().toString()).doesNotContain("evil").doesNotContain("stolen");
    assertThat(answer.body()).doesNotContain("<svg");
  }

  @Test
  void only_what_is_shown_on_purpose_is_shown() {
    assertThat(streamed("/svg", "").headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; ");
  }
}
