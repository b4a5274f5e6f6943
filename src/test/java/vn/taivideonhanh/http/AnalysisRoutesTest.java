package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.analysis.AnalysisMessages.Cancel;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.problem.ProblemCode;

/** Real sockets and the real verticle; the analysis verticle is a small endpoint of the test. */
class AnalysisRoutesTest {
  private static final String ALL = "/api/streaming/analyze";
  private static final String TEMPLATE = ALL + "/{requestId}";
  private static final String ONE = ALL + "/" + Samples.REQUEST_ID;
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

  @Test
  void accepts_an_address_and_says_where_to_look() {
    site.fakes.submit = giving(Samples.queued(2));
    var answer = site.post(ALL, "{\"url\":\" https://example.com/watch?v=1 \"}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).hasValue(ONE);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    ContractCheck.check(ALL, answer);
    assertThat(new JsonObject(answer.body()).getInteger("place")).isEqualTo(2);
    var asked = site.fakes.last(Submit.class);
    assertThat(asked.url()).as("as it was pasted").isEqualTo(" https://example.com/watch?v=1 ");
    assertThat(asked.who()).isEqualTo(new Identity("owner", Identity.Kind.OWNER, "owner"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INVALID_URL", "DESTINATION_NOT_ALLOWED", "TOO_MANY_ANALYSES", "UNAVAILABLE"})
  void tells_why_an_address_is_refused(ProblemCode code) {
    site.fakes.submit = refusing(code);
    var answer = site.post(ALL, "{\"url\":\"x\"}");
    isProblem(answer, code);
    ContractCheck.check(ALL, answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                            | invalid-request | url",
        "{\"url\":5}                   | invalid-request | url",
        "{\"url\":null}                | invalid-request | url",
        "{\"url\":\"\"}                | invalid-request | url",
        "{\"url\":[\"a\"]}             | invalid-request | url",
        "{\"url\":\"x\",\"info\":{}}   | unknown-field   | info",
        "{\"link\":\"x\"}              | unknown-field   | link",
        "[]                            | invalid-request |",
        "\"x\"                         | invalid-request |",
        "{\"url\":                     | invalid-request |",
        "{\"url\":\"x\",\"url\":\"y\"} | invalid-request |",
        "{\"url\":\"x\"} trailing      | invalid-request |",
        "null                          | invalid-request |",
      })
  void refuses_a_body_that_is_not_as_the_contract_says(String body, String code, String field) {
    var answer = site.post(ALL, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("field")).isEqualTo(field);
    ContractCheck.check(ALL, answer);
    assertThat(site.fakes.asked).isEmpty();
  }

  @Test
  void refuses_deep_nesting() {
    var answer = site.post(ALL, "{\"url\":" + "[".repeat(40) + "]".repeat(40) + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("nested too deeply");
  }

  @Test
  void refuses_a_body_that_is_too_large() {
    var answer = site.post(ALL, "{\"url\":\"" + "x".repeat(20_000) + "\"}");
    isProblem(answer, ProblemCode.BODY_TOO_LARGE);
    assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    ContractCheck.check(ALL, answer);
  }

  @Test
  void refuses_a_body_that_is_not_json_or_is_packed() {
    var form =
        site.send(
            site.request(ALL)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("url=x")));
    isProblem(form, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    ContractCheck.check(ALL, form);
    var packed =
        site.send(
            site.request(ALL)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}")));
    isProblem(packed, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    var multipart =
        site.send(
            site.request(ALL)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x--")));
    isProblem(multipart, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void shows_a_result_without_fields_that_have_no_value() {
    site.fakes.look = giving(Samples.completed());
    var answer = site.get(ONE);
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check(TEMPLATE, answer);
    var json = new JsonObject(answer.body());
    assertThat(json.getString("submittedAt")).isEqualTo("2026-11-22T10:00:00.000Z");
    assertThat(json.getString("finishedAt")).isEqualTo("2026-11-22T10:00:00.001Z");
    assertThat(answer.body()).doesNotContain("null").doesNotContain("source");
  }

  @Test
  void shows_why_an_analysis_failed() {
    site.fakes.look = giving(Samples.failed(new Trouble("video-private", "Log in there.", null)));
    var answer = site.get(ONE);
    ContractCheck.check(TEMPLATE, answer);
    var problem = new JsonObject(answer.body()).getJsonObject("problem");
    assertThat(problem.getString("title")).isEqualTo("The video is private");
  }

  @Test
  void does_not_know_every_analysis() {
    var answer = site.get(ONE);
    isProblem(answer, ProblemCode.ANALYSIS_NOT_FOUND);
    ContractCheck.check(TEMPLATE, answer);
    for (var odd : new String[] {"x", "0123456789ABCDEFGHIJKLMNOP", "..%2f..%2fetc", "%00"}) {
      site.fakes.asked.clear();
      isProblem(site.get(ALL + "/" + odd), ProblemCode.ANALYSIS_NOT_FOUND);
      assertThat(site.fakes.asked).as("nobody is asked for %s", odd).isEmpty();
    }
  }

  @Test
  void leaves_an_analysis() {
    site.fakes.cancel = giving(Samples.cancelled());
    var answer = site.delete(ONE);
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check(TEMPLATE, answer);
    assertThat(site.fakes.last(Cancel.class).requestId()).isEqualTo(Samples.REQUEST_ID);
    site.fakes.cancel = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    var again = site.delete(ONE);
    isProblem(again, ProblemCode.ANALYSIS_NOT_FOUND);
    ContractCheck.check(TEMPLATE, again);
  }

  @ParameterizedTest
  @CsvSource({"31", "-1", "x", "1.5", "99999999999"})
  void refuses_a_wait_that_is_not_from_0_to_30(String wait) {
    var answer = site.get(ONE + "?wait=" + wait);
    isProblem(answer, ProblemCode.INVALID_REQUEST);
    assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo("wait");
    ContractCheck.check(TEMPLATE, answer);
  }

  @Test
  void an_unexpected_failure_tells_nothing_of_itself() {
    site.fakes.look =
        _ -> {
          throw new IllegalStateException("/etc/secret at redis://user:pass@host");
        };
    var answer = site.get(ONE);
    isProblem(answer, ProblemCode.INTERNAL);
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("pass");
    ContractCheck.check(TEMPLATE, answer);
  }

  static void isProblem(HttpResponse<String> answer, ProblemCode code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code.slug());
    assertThat(problem.getString("type")).isEqualTo("/docs#problem-" + code.slug());
    assertThat(problem.getInteger("status")).isEqualTo(code.status());
    assertThat(problem.getString("instance"))
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
  }
}
