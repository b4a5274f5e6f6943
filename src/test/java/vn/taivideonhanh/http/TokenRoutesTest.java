package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Pack;
import vn.taivideonhanh.token.TokenMessages.Present;
import vn.taivideonhanh.token.TokenMessages.Selection;

/** Real sockets and the real verticle; the token verticle is a small endpoint of the test. */
class TokenRoutesTest {
  private static final String ALL = "/api/streaming/token";
  private static final String ONE = ALL + "/abc.def.ghi";
  private static final String TEMPLATE = ALL + "/{token}";
  private static final String ID = "\"requestId\":\"" + Samples.REQUEST_ID + "\"";
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of("TVN_ACCESS_MODE", "open", "TVN_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
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
  void gives_a_link_with_what_is_left() {
    site.fakes.issue = giving(Samples.issued(Samples.guestUsage()));
    var answer =
        site.send(
            site.request(ALL)
                .header("Content-Type", "application/json")
                .header("User-Agent", "curl/8")
                .header("X-Forwarded-For", "203.0.113.7")
                .POST(BodyPublishers.ofString("{" + ID + ",\"preset\":\"720p\"}")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    ContractCheck.check(ALL, answer);
    var headers = answer.headers();
    assertThat(headers.firstValue("Location")).hasValue("/api/streaming/stream/abc.def.ghi");
    assertThat(headers.firstValue("RateLimit-Policy"))
        .hasValue(
            "\"day\";q=10;w=86400, \"day-bytes\";q=1073741824;qu=\"content-bytes\";w=86400,"
                + " \"hour\";q=20;w=3600, \"links\";q=5;qu=\"concurrent-requests\","
                + " \"streams\";q=3;qu=\"concurrent-requests\"");
    assertThat(headers.firstValue("RateLimit"))
        .hasValue(
            "\"day\";r=7;t=3600, \"day-bytes\";r=1073737728;t=3600, \"hour\";r=18,"
                + " \"links\";r=4, \"streams\";r=2");
    var asked = site.fakes.last(Issue.class);
    assertThat(asked.choice().preset()).isEqualTo("720p");
    assertThat(asked.choice().formats()).isNull();
    assertThat(asked.bind()).isEqualTo(Bind.IP_AGENT);
    assertThat(asked.client().prefix()).isEqualTo("203.0.113.7");
    assertThat(asked.client().agent()).isEqualTo("curl/8");
    assertThat(asked.who().kind()).isEqualTo(Identity.Kind.GUEST);
    assertThat(asked.who().id()).matches("g_[A-Za-z0-9_-]{22}");
    assertThat(asked.who().tier()).isEqualTo("free");
  }

  @Test
  void an_owner_has_no_limits_to_tell_of() {
    site.fakes.issue = giving(Samples.issued(Samples.ownerUsage()));
    var answer = site.post(ALL, "{" + ID + ",\"format\":\"137+140\",\"bind\":\"none\"}");
    assertThat(answer.statusCode()).isEqualTo(201);
    ContractCheck.check(ALL, answer);
    assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
    assertThat(site.fakes.last(Issue.class).choice().formats()).isEqualTo(List.of("137", "140"));
    assertThat(site.fakes.last(Issue.class).bind()).isEqualTo(Bind.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{%s}'                                      | invalid-request |",
        "'{%s,\"preset\":\"a\",\"format\":\"1\"}'    | invalid-request |",
        "'{\"preset\":\"a\"}'                        | invalid-request | requestId",
        "'{%s,\"preset\":\"a\",\"bind\":\"all\"}'    | invalid-request | bind",
        "'{%s,\"preset\":\"../a\"}'                  | invalid-request | preset",
        "'{%s,\"format\":\"1+2+3\"}'                 | invalid-request | format",
        "'{%s,\"format\":\"bestvideo[x]\"}'          | invalid-request | format",
        "'{%s,\"format\":137}'                       | invalid-request | format",
        "'{%s,\"preset\":\"a\",\"headers\":{}}'      | unknown-field   | headers",
        "'{\"requestId\":\"x\",\"preset\":\"a\"}'    | invalid-request | requestId",
        "'{%s,\"preset\":\"a\",\"clip\":{}}'                          | invalid-request | clip",
        "'{%s,\"preset\":\"a\",\"clip\":{\"start\":-1}}'              | invalid-request | clip.start",
        "'{%s,\"preset\":\"a\",\"clip\":{\"end\":604801}}'            | invalid-request | clip.end",
        "'{%s,\"preset\":\"a\",\"clip\":{\"start\":\"1\"}}'           | invalid-request | clip.start",
        "'{%s,\"preset\":\"a\",\"clip\":{\"start\":1.0005}}'          | invalid-request | clip.start",
        "'{%s,\"preset\":\"a\",\"clip\":{\"start\":9,\"end\":9}}'     | invalid-request | clip.end",
        "'{%s,\"preset\":\"a\",\"clip\":{\"end\":0}}'                 | invalid-request | clip.end",
        "'{%s,\"preset\":\"a\",\"embed\":\"vi\"}'                     | invalid-request | embed",
        "'{%s,\"preset\":\"a\",\"embed\":[\"a b\"]}'                  | invalid-request | embed.0",
        "'{%s,\"preset\":\"a\",\"embed\":[\"vi\",\"vi\"]}'            | invalid-request | embed",
        "'{%s,\"subtitle\":{\"language\":\"vi\"}}'                  | invalid-request | subtitle",
        "'{%s,\"subtitle\":{\"language\":\"vi\",\"ext\":\"ass\"}}'  | invalid-request | subtitle.ext",
        "'{%s,\"subtitle\":{\"language\":\"vi\",\"ext\":\"vtt\"},\"clip\":{\"start\":1}}'"
            + " | invalid-request | clip",
        "'{%s,\"subtitle\":{\"language\":\"vi\",\"ext\":\"vtt\"},\"embed\":[]}'"
            + " | invalid-request | embed",
        "'{%s,\"subtitle\":{\"language\":\"vi\",\"ext\":\"vtt\"},\"preset\":\"a\"}'"
            + " | invalid-request |",
        "'{\"archive\":{\"preset\":\"a\"}}'                         | invalid-request | archive",
        "'{\"archive\":{\"preset\":\"a\",\"requestIds\":[]}}'"
            + " | invalid-request | archive.requestIds",
        "'{\"archive\":{\"preset\":\"a\",\"requestIds\":[\"x\"]}}'"
            + " | invalid-request | archive.requestIds.0",
        "'{%s,\"archive\":{\"preset\":\"a\",\"requestIds\":[\"0123456789abcdefghijklmnop\"]}}'"
            + " | invalid-request | requestId",
      })
  void refuses_a_choice_that_is_not_one(String body, String code, String field) {
    var answer = site.post(ALL, body.formatted(ID));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    ContractCheck.check(ALL, answer);
    var problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(site.fakes.asked).isEmpty();
  }

  @Test
  void passes_on_a_clip_and_subtitles_to_put_in() {
    site.fakes.issue = giving(Samples.issued(Samples.guestUsage()));
    choose(
        "\"preset\":\"720p\",\"clip\":{\"start\":61.5,\"end\":90.007},\"embed\":[\"vi\",\"en\"]");
    var asked = site.fakes.last(Issue.class).choice();
    assertThat(asked.clip()).isEqualTo(new Clip(61_500, 90_007));
    assertThat(asked.embed()).containsExactly("vi", "en");
    choose("\"format\":\"18\",\"clip\":{\"start\":5}");
    assertThat(site.fakes.last(Issue.class).choice().clip())
        .isEqualTo(new Clip(5_000, Clip.TO_THE_END));
    choose("\"format\":\"18\",\"clip\":{\"end\":0.001}");
    assertThat(site.fakes.last(Issue.class).choice().clip()).isEqualTo(new Clip(0, 1));
    choose("\"subtitle\":{\"language\":\"vi\",\"ext\":\"srt\"}");
    assertThat(site.fakes.last(Issue.class).choice().subtitle())
        .isEqualTo(new Choice.SubtitleFile("vi", "srt"));
  }

  private static void choose(String what) {
    var answer = site.post(ALL, "{" + ID + "," + what + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    ContractCheck.check(ALL, answer);
  }

  @Test
  void gives_one_link_for_an_archive() {
    site.fakes.pack = giving(Samples.issued(Samples.guestUsage()));
    var ids = "[\"" + Samples.REQUEST_ID + "\",\"" + "1".repeat(26) + "\"]";
    var answer =
        site.post(
            ALL,
            "{\"archive\":{\"requestIds\":%s,\"preset\":\"720p\",\"title\":\"Tất cả\"}}"
                .formatted(ids));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    ContractCheck.check(ALL, answer);
    assertThat(site.fakes.last(Pack.class).selection())
        .isEqualTo(
            new Selection(List.of(Samples.REQUEST_ID, "1".repeat(26)), "720p", "Tất cả", false));
  }

  @Test
  void names_the_field_that_the_analysis_speaks_against() {
    site.fakes.issue =
        _ ->
            Future.failedFuture(
                new Failure(ProblemCode.INVALID_REQUEST, "It ends.").inField("clip.start"));
    var answer = site.post(ALL, "{" + ID + ",\"preset\":\"720p\",\"clip\":{\"start\":7}}");
    isProblem(answer, ProblemCode.INVALID_REQUEST);
    assertThat(new JsonObject(answer.body()).getString("field")).isEqualTo("clip.start");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ANALYSIS_NOT_FOUND",
        "ANALYSIS_NOT_READY",
        "ANALYSIS_CANCELLED",
        "FORMAT_NOT_FOUND",
        "VIDEO_PRIVATE",
        "VIDEO_DRM",
        "SITE_FAILED",
        "SITE_TIMEOUT",
        "SITE_RATE_LIMITED",
        "TOO_MANY_TOKENS",
        "TOO_MANY_TOKENS_THIS_HOUR",
        "DAILY_LIMIT",
        "UNAVAILABLE"
      })
  void tells_why_there_is_no_link(ProblemCode code) {
    site.fakes.issue = refusing(code);
    var answer = site.post(ALL, "{" + ID + ",\"preset\":\"720p\"}");
    isProblem(answer, code);
    ContractCheck.check(ALL, answer);
  }

  @Test
  void a_limit_says_when_to_come_again() {
    site.fakes.issue =
        _ ->
            Future.failedFuture(
                new Failure(ProblemCode.DAILY_LIMIT, "Tomorrow.", Duration.ofMillis(59_001)));
    var answer = site.post(ALL, "{" + ID + ",\"preset\":\"720p\"}");
    isProblem(answer, ProblemCode.DAILY_LIMIT);
    var headers = answer.headers();
    assertThat(headers.firstValue("Retry-After")).hasValue("60");
    assertThat(headers.firstValue("RateLimit")).hasValue("\"day\";r=0;t=60");
    assertThat(headers.firstValue("RateLimit-Policy")).hasValue("\"day\";q=10;w=86400");
  }

  @Test
  void refreshes_a_link() {
    site.fakes.refresh = giving(Samples.issued(Samples.guestUsage()));
    var answer = site.send(site.request(ONE + "/refresh").POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(201);
    ContractCheck.check(TEMPLATE + "/refresh", answer);
    assertThat(site.fakes.last(Present.class).token()).isEqualTo("abc.def.ghi");
  }

  @Test
  void takes_a_link_back() {
    site.fakes.revoke = giving(new Done());
    var answer = site.delete(ONE);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    ContractCheck.check(TEMPLATE, answer);
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN_NOT_FOUND", "TOKEN_EXPIRED", "TOKEN_REVOKED", "TOKEN_ELSEWHERE"})
  void tells_why_a_link_is_no_use(ProblemCode code) {
    site.fakes.refresh = refusing(code);
    site.fakes.revoke = refusing(code);
    var refreshed = site.send(site.request(ONE + "/refresh").POST(BodyPublishers.noBody()));
    isProblem(refreshed, code);
    ContractCheck.check(TEMPLATE + "/refresh", refreshed);
    var revoked = site.delete(ONE);
    isProblem(revoked, code);
    ContractCheck.check(TEMPLATE, revoked);
  }

  @Test
  void a_forged_forward_does_not_change_who_one_is() {
    site.fakes.issue = giving(Samples.issued(Samples.guestUsage()));
    var first = whoIs("198.51.100.1");
    assertThat(whoIs("203.0.113.9, 198.51.100.1")).isEqualTo(first);
    assertThat(whoIs("198.51.100.2")).isNotEqualTo(first);
  }

  private static Identity whoIs(String forwardedFor) {
    var answer =
        site.send(
            site.request(ALL)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", forwardedFor)
                .POST(BodyPublishers.ofString("{" + ID + ",\"preset\":\"720p\"}")));
    assertThat(answer.statusCode()).isEqualTo(201);
    return site.fakes.last(Issue.class).who();
  }
}
