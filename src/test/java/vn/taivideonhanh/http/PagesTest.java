package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Optional.ofNullable;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import com.aayushatharva.brotli4j.decoder.Decoder;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
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
    "/about, text/html; charset=utf-8, About",
    "/app.js, text/javascript; charset=utf-8, const one",
    "/sub/page.css, text/css; charset=utf-8, margin",
    "/app.webmanifest, application/manifest+json; charset=utf-8, Sample",
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
        .contains("require-trusted-types-for 'script'; trusted-types shell")
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
  void the_service_worker_may_fetch_from_here_alone_and_is_asked_for_each_time() {
    var headers = site.get("/sw.js").headers();
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; connect-src 'self'");
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(headers.firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
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
  void scripts_of_a_page_are_kept_for_ever() {
    var script = versionedScript();
    var answer = site.get(script);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(answer.body()).isEqualTo(site.get("/js/long.js").body());
    assertThat(site.get("/js/long.js").headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void icons_are_asked_for_once_a_day() {
    var answer = site.get("/icon.svg");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=86400");
  }

  @Test
  void a_page_of_another_release_gets_scripts_that_it_does_not_keep() {
    var answer = site.get(versionedScript().replaceFirst("/v/[0-9a-f]+/", "/v/0123456789ab/"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/index.html", "/nothing.js", "/.hidden.txt", "/"})
  void only_what_pages_load_has_a_release(String name) {
    var folder = versionedScript().replaceFirst("/js/.*", "");
    isProblem(site.get(folder + name), ProblemCode.NOT_FOUND);
  }

  private static String versionedScript() {
    var page =
        Pattern.compile("src=\"(/v/[0-9a-f]{12}/js/long.js)\"").matcher(site.get("/").body());
    assertThat(page.find()).isTrue();
    return page.group(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "br, gzip | br",
        "gzip, deflate, br;q=0.1 | br",
        "gzip | gzip",
        "br;q=0, gzip;q=0.5 | gzip",
        "GZIP;q=0 |",
        "identity |",
        "zstd, * ;q=0.1 |",
      })
  void a_script_is_packed_as_the_client_takes_it(String accepted, @Nullable String coding)
      throws IOException {
    var answer = packed("/js/long.js", accepted);
    assertThat(answer.headers().firstValue("Content-Encoding")).isEqualTo(ofNullable(coding));
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(new String(unpacked(answer.body(), coding), UTF_8))
        .isEqualTo(site.get("/js/long.js").body());
    var known = answer.headers().firstValue("ETag").orElseThrow();
    var again =
        site.send(
            site.request("/js/long.js")
                .header("Accept-Encoding", accepted)
                .header("If-None-Match", known));
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void each_form_of_a_file_has_a_tag_of_its_own() {
    var tags =
        Stream.of("br", "gzip", "identity")
            .map(
                coding -> packed("/js/long.js", coding).headers().firstValue("ETag").orElseThrow());
    assertThat(tags).doesNotHaveDuplicates();
  }

  @Test
  void a_small_file_is_sent_as_it_is() {
    assertThat(packed("/app.js", "br").headers().firstValue("Content-Encoding")).isEmpty();
  }

  private static HttpResponse<byte[]> packed(String path, String accepted) {
    return site.send(
        site.request(path).header("Accept-Encoding", accepted), BodyHandlers.ofByteArray());
  }

  private static byte[] unpacked(byte[] body, @Nullable String coding) throws IOException {
    return switch (coding) {
      case "br" -> Decoder.decompress(body).getDecompressedData();
      case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      case null, default -> body;
    };
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
  void the_contract_is_packed_and_not_sent_again() throws IOException {
    var packed = packed("/openapi.json", "br, gzip");
    assertThat(packed.body().length).isLessThan(60_000);
    var coding = packed.headers().firstValue("Content-Encoding").orElseThrow();
    assertThat(new JsonObject(new String(unpacked(packed.body(), coding), UTF_8)))
        .isEqualTo(ContractCheck.DOCUMENT);
    var known = packed.headers().firstValue("ETag").orElseThrow();
    var again =
        site.send(
            site.request("/openapi.json")
                .header("Accept-Encoding", "br, gzip")
                .header("If-None-Match", known));
    assertThat(again.statusCode()).isEqualTo(304);
    ContractCheck.check("/openapi.json", again);
  }

  @Test
  void what_is_not_there_is_a_problem() {
    isProblem(site.get("/nothing"), ProblemCode.NOT_FOUND);
    isProblem(site.get("/api/nothing"), ProblemCode.NOT_FOUND);
  }
}
