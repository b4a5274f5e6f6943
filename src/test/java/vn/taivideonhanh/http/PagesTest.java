package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.ProblemCode;

/** The pages of a small sample folder of the class path, over real sockets. */
class PagesTest {
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of("TVN_HTTP_PUBLIC_URL", "https://video.example.com"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, Sample",
    "/?url=https%3A%2F%2Fexample.com, text/html; charset=utf-8, Sample",
    "/index.html, text/html; charset=utf-8, Sample",
    "/docs, text/html; charset=utf-8, Docs",
    "/app.js, text/javascript; charset=utf-8, const one",
    "/sub/page.css, text/css; charset=utf-8, margin",
  })
  void files_are_served_by_their_names(String path, String type, String content) {
    var answer = site.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.body()).contains(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.hidden.txt",
        "/notes.sql",
        "/.git/config",
        "/sub",
        "/sub/",
        "/x%2f..%2findex.html",
        "/sub/../app.js",
        "/sub/%2e%2e/app.js",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc",
        "//app.js",
        "/app.js/",
        "/app.js%00.html",
        "/%61pp.js",
        "/%zz",
        "/APP.JS",
        "/openapi.yaml",
        "/vn/taivideonhanh/http/HttpVerticle.class",
        "/META-INF/MANIFEST.MF",
      })
  void nothing_else_is_served(String path) throws IOException {
    var answer =
        site.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").contains("application/problem+json");
    assertThat(answer).doesNotContain("const one").doesNotContain("root:").doesNotContain("Sample");
  }

  @Test
  void a_page_may_run_only_our_own_scripts() {
    var headers = site.get("/").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'")
        .contains("require-trusted-types-for 'script'")
        .endsWith("upgrade-insecure-requests")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
    assertThat(headers.firstValue("Server")).isEmpty();
    assertThat(headers.firstValue("X-Powered-By")).isEmpty();
  }

  @Test
  void tls_is_not_asked_for_where_there_is_none() {
    try (var plain = new TestSite(Map.of())) {
      var headers = plain.get("/").headers();
      assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .doesNotContain("upgrade-insecure-requests");
    }
  }

  @Test
  void a_page_that_is_known_is_not_sent_again() {
    var etag = site.get("/docs").headers().firstValue("ETag").orElseThrow();
    for (var field : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
      var again = site.send(site.request("/docs").header("If-None-Match", field));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      ContractCheck.check("/docs", again);
    }
    var other = site.send(site.request("/docs").header("If-None-Match", "\"x\""));
    assertThat(other.statusCode()).isEqualTo(200);
    ContractCheck.check("/docs", other);
  }

  @Test
  void a_page_has_a_head_and_takes_no_post() {
    var head = site.send(site.request("/app.js").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).isPresent();
    var posted = site.send(site.request("/").POST(BodyPublishers.noBody()));
    isProblem(posted, ProblemCode.METHOD_NOT_ALLOWED);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void the_contract_is_served_as_it_is() {
    var answer = site.get("/openapi.json");
    assertThat(new JsonObject(answer.body())).isEqualTo(ContractCheck.DOCUMENT);
    ContractCheck.check("/openapi.json", answer);
  }

  @Test
  void what_is_not_there_is_a_problem() {
    isProblem(site.get("/nothing"), ProblemCode.NOT_FOUND);
    isProblem(site.get("/api/nothing"), ProblemCode.NOT_FOUND);
  }
}
