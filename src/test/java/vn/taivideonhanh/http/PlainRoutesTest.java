package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Issue;

/** The way without scripts, over real sockets: forms in, pages out. */
class PlainRoutesTest {
  private static final String ALL = "/plain";
  private static final String TEMPLATE = ALL + "/{requestId}";
  private static final String ONE = ALL + "/" + Samples.REQUEST_ID;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PAGE = "text/html; charset=utf-8";
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void reset() {
    site.fakes.reset();
  }

  private static HttpRequest.Builder form(String path, String body) {
    return site.request(path).header("Content-Type", FORM).POST(BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> submit(String path, String body) {
    return site.send(form(path, body).header("Accept", "text/html,*/*;q=0.8"));
  }

  @Test
  void a_form_leads_to_the_page_of_its_analysis() {
    site.fakes.submit = giving(Samples.queued(2));
    var pasted = " https://example.com/watch?v=1&t=ế ";
    var answer = submit(ALL, "url=" + URLEncoder.encode(pasted, StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue(ONE);
    ContractCheck.check(ALL, answer);
    assertThat(site.fakes.last(Submit.class).url()).as("as it was pasted").isEqualTo(pasted);
  }

  @Test
  void the_box_is_a_page_in_both_languages_that_nobody_keeps() {
    var answer = site.send(site.request(ALL).header("Accept-Language", "vi-VN,vi;q=0.9"));
    ContractCheck.check(ALL, answer);
    assertThat(answer.body()).contains("<html lang=\"vi\">", "Lấy video", "action=\"/plain\"");
    assertThat(site.get(ALL).body()).contains("<html lang=\"en\">", "Get video");
    var headers = answer.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue(PAGE);
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(headers.firstValue("X-Robots-Tag")).hasValue("noindex");
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'; style-src 'self'; img-src 'self';", "form-action 'self'")
        .doesNotContain("script", "unsafe");
  }

  @Test
  void a_page_renews_itself_until_the_analysis_has_ended() {
    site.fakes.look = giving(Samples.active(Step.READING));
    var answer = site.get(ONE);
    ContractCheck.check(TEMPLATE, answer);
    assertThat(answer.headers().firstValue("Refresh")).hasValue("1; url=" + ONE + "?wait=20");
    assertThat(answer.body()).contains("Looking at example.com", "href=\"/v/");
  }

  @Test
  void a_page_that_waits_is_answered_when_there_is_news() {
    var asked = Collections.synchronizedList(new ArrayList<Integer>());
    site.fakes.look =
        _ -> {
          asked.add(1);
          return Future.succeededFuture(
              asked.size() == 1 ? Samples.queued(1) : Samples.completed());
        };
    var answer = site.get(ONE + "?wait=30");
    assertThat(answer.body()).contains("value=\"720p\"");
    assertThat(answer.headers().firstValue("Refresh")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, ALL + "/x", ALL + "/%00", ONE + "?wait=20"})
  void an_analysis_that_is_not_known_is_a_page_with_the_box(String path) {
    var answer = site.send(site.request(path).header("Accept", "text/html"));
    isPage(answer, ProblemCode.ANALYSIS_NOT_FOUND);
    ContractCheck.check(TEMPLATE, answer);
  }

  @Test
  void a_choice_leads_to_its_link() {
    site.fakes.issue = giving(Samples.issued(Samples.guestUsage()));
    var answer = submit(ONE, "preset=720p");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/streaming/stream/abc.def.ghi");
    assertThat(answer.headers().firstValue("RateLimit")).isPresent();
    ContractCheck.check(TEMPLATE, answer);
    var asked = site.fakes.last(Issue.class);
    assertThat(asked.requestId()).isEqualTo(Samples.REQUEST_ID);
    assertThat(asked.choice()).isEqualTo(Choice.ofPreset("720p"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "TOO_MANY_TOKENS",
        "DAILY_LIMIT",
        "PRESET_NOT_ALLOWED",
        "ANALYSIS_NOT_READY",
        "FORMAT_NOT_FOUND",
        "SITE_UNREACHABLE",
        "UNAVAILABLE",
        "SITE_TIMEOUT"
      })
  void a_choice_that_is_refused_says_why(ProblemCode code) {
    site.fakes.issue = refusing(code);
    var answer = submit(ONE, "preset=720p");
    isPage(answer, code);
    ContractCheck.check(TEMPLATE, answer);
  }

  @Test
  void a_limit_says_when_to_come_again_and_leaves_the_address_in_the_box() {
    var full =
        new Failure(ProblemCode.TOO_MANY_ANALYSES, "Wait <a moment>.", Duration.ofSeconds(7));
    site.fakes.submit = _ -> Future.failedFuture(full);
    var answer = submit(ALL, "url=https%3A%2F%2Fexample.com%2F%22%3E");
    isPage(answer, ProblemCode.TOO_MANY_ANALYSES);
    ContractCheck.check(ALL, answer);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(answer.body())
        .contains("Too many analyses are waiting", "Wait &lt;a moment&gt;.")
        .contains("value=\"https://example.com/&quot;&gt;\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {ALL, ONE})
  void a_page_of_another_site_is_refused(String path) {
    var request = form(path, path.equals(ALL) ? "url=https://example.com" : "preset=best");
    isPage(
        site.send(request.header("Sec-Fetch-Site", "cross-site")), ProblemCode.LINK_FROM_ELSEWHERE);
    assertThat(site.fakes.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "link=x",
        "url=x&url=y",
        "url=x&other=y",
        "URL=x",
        "url=%zz",
        "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&url=x",
      })
  void a_form_that_is_not_as_the_contract_says_is_refused(String body) {
    var answer = submit(ALL, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PAGE);
    ContractCheck.check(ALL, answer);
    assertThat(site.fakes.asked).isEmpty();
  }

  @Test
  void a_body_that_is_too_large_or_no_form_is_refused() {
    isPage(submit(ALL, "url=" + "x".repeat(20_000)), ProblemCode.BODY_TOO_LARGE);
    isPage(submit(ALL, "url=" + "x".repeat(5_000)), ProblemCode.INVALID_REQUEST);
    var unpacked = site.request(ALL).header("Accept", "text/html");
    for (var type : List.of("application/json", "multipart/form-data; boundary=x", "text/plain")) {
      var other =
          unpacked.copy().header("Content-Type", type).POST(BodyPublishers.ofString("--x--"));
      isPage(site.send(other), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    }
    var packed = form(ALL, "url=x").header("Content-Encoding", "gzip");
    isPage(site.send(packed), ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(site.fakes.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /plain,application/x-www-form-urlencodedx",
        "POST /plain,multipart/form-data",
        "POST /plain,application/x-www-form-urlencoded",
        "POST /api/streaming/analyze,application/x-www-form-urlencodedx",
        "POST /api/streaming/analyze,multipart/form-data",
        "GET /plain,application/x-www-form-urlencoded",
        "GET /plain,multipart/form-data; boundary=x",
        "GET /openapi.json,application/x-www-form-urlencoded",
      })
  void a_type_without_a_body_makes_nothing_fail(String request) throws IOException {
    var part = request.split(",", 2);
    var answer =
        site.raw(
            "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\n%s\r\n"
                .formatted(
                    part[0], part[1], part[0].startsWith("POST") ? "Content-Length: 0\r\n" : ""));
    assertThat(answer).containsPattern("^HTTP/1\\.1 [24]\\d\\d ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void a_form_is_posted(String method) {
    var request = site.request(ALL).header("Content-Type", FORM);
    var answer = site.send(request.method(method, BodyPublishers.ofString("url=x")));
    isPage(answer, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void a_program_that_wants_json_gets_a_problem() {
    var answer = site.send(form(ALL, "url=").header("Accept", "application/json"));
    AnalysisRoutesTest.isProblem(answer, ProblemCode.INVALID_URL);
    ContractCheck.check(ALL, answer);
  }

  @Test
  void a_link_that_a_browser_opens_tells_what_is_wrong_as_a_page() {
    site.fakes.open = refusing(ProblemCode.TOO_MANY_STREAMS);
    var link = site.request("/api/streaming/stream/abc.def.ghi");
    var opened = site.send(link.copy().header("Accept", "text/html,*/*"));
    isPage(opened, ProblemCode.TOO_MANY_STREAMS);
    assertThat(opened.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    AnalysisRoutesTest.isProblem(site.send(link), ProblemCode.TOO_MANY_STREAMS);
  }

  private static void isPage(HttpResponse<String> answer, ProblemCode code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(PAGE);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .contains(code.title().replace("'", "&#39;"))
        .contains("action=\"/plain\"");
  }
}
