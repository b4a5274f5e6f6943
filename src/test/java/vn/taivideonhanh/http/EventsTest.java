package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.analysis.AnalysisMessages;
import vn.taivideonhanh.analysis.AnalysisMessages.Changed;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Revoked;

/** Long polls and Server-Sent Events over real sockets, with facts on the real bus. */
class EventsTest {
  private static final String ONE = "/api/streaming/analyze/" + Samples.REQUEST_ID;
  private static final String TOKEN = "/api/streaming/token/abc.def.ghi/events";
  private static final String DIGEST = "d".repeat(64);
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
    var who = new Identity("owner", Identity.Kind.OWNER, "owner");
    site.fakes.check =
        giving(new Checked(DIGEST, who, Samples.direct("http://x.example/", 1), 1, 2));
  }

  @Test
  void a_long_poll_answers_at_the_first_change() throws Exception {
    site.fakes.look = giving(Samples.queued(2));
    var polled =
        site.client().sendAsync(site.request(ONE + "?wait=20").build(), BodyHandlers.ofString());
    waitForLook();
    site.fakes.look = giving(Samples.active(Step.READING));
    changed();
    var answer = polled.get();
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check("/api/streaming/analyze/{requestId}", answer);
    assertThat(new JsonObject(answer.body()).getString("step")).isEqualTo("reading");
  }

  @Test
  void a_long_poll_sees_a_change_whose_fact_was_lost() throws Exception {
    site.fakes.look = giving(Samples.queued(2));
    var polled =
        site.client().sendAsync(site.request(ONE + "?wait=20").build(), BodyHandlers.ofString());
    waitForLook();
    site.fakes.look = giving(Samples.queued(1));
    assertThat(new JsonObject(polled.get().body()).getInteger("place")).isEqualTo(1);
  }

  @Test
  void a_long_poll_ends_when_its_time_is_over_or_nothing_is_left_to_wait_for() {
    site.fakes.look = giving(Samples.queued(2));
    assertThat(site.get(ONE + "?wait=1").statusCode()).isEqualTo(200);
    site.fakes.look = giving(Samples.completed());
    assertThat(site.get(ONE + "?wait=30").body()).contains("\"completed\"");
    site.fakes.look = refusing(ProblemCode.ANALYSIS_NOT_FOUND);
    isProblem(site.get(ONE + "?wait=30"), ProblemCode.ANALYSIS_NOT_FOUND);
  }

  @Test
  void an_analysis_is_told_as_events_until_it_has_ended() throws Exception {
    site.fakes.look = giving(Samples.queued(2));
    var answer = events(ONE + "/events");
    var headers = answer.headers();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(headers.firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
    assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    try (var reader = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(next(reader)).containsExactly(": hello");
      var first = next(reader);
      assertThat(first.get(0)).isEqualTo("id: 1");
      assertThat(first.get(1)).isEqualTo("event: analysis");
      assertThat(first.get(2)).startsWith("data: {").contains("\"place\":2");
      site.fakes.look = giving(Samples.active(Step.FORMATS));
      changed();
      assertThat(next(reader).get(2)).contains("\"step\":\"formats\"");
      site.fakes.look = giving(Samples.completed());
      changed();
      var last = next(reader);
      assertThat(last.get(0)).isEqualTo("id: 3");
      ContractCheck.valid(
          new JsonObject().put("$ref", "#/components/schemas/Analysis"),
          new JsonObject(last.get(2).substring("data: ".length())));
      assertThat(reader.readLine()).as("the server ends the stream").isNull();
    }
  }

  @Test
  void an_unknown_analysis_has_no_events() {
    var answer = site.get(ONE + "/events");
    isProblem(answer, ProblemCode.ANALYSIS_NOT_FOUND);
    ContractCheck.check("/api/streaming/analyze/{requestId}/events", answer);
  }

  @Test
  void who_accepts_no_events_gets_none() {
    var answer = site.send(site.request(ONE + "/events").header("Accept", "application/json"));
    isProblem(answer, ProblemCode.NOT_ACCEPTABLE);
    ContractCheck.check("/api/streaming/analyze/{requestId}/events", answer);
  }

  @Test
  void a_download_is_told_as_events_until_it_is_complete() throws Exception {
    try (var reader = new BufferedReader(new InputStreamReader(events(TOKEN).body(), UTF_8))) {
      assertThat(next(reader)).containsExactly(": hello");
      tell(Samples.progress("other", "s2", Lane.DIRECT, 9L, 9, null));
      tell(Samples.progress(DIGEST, "s1", Lane.DIRECT, 100L, 50, null));
      assertThat(next(reader).get(2))
          .isEqualTo(
              "data: {\"streamId\":\"s1\",\"lane\":\"direct\",\"total\":100,\"position\":50,"
                  + "\"at\":\"2026-11-22T10:00:00.000Z\"}");
      tell(Samples.progress(DIGEST, "s1", Lane.MUX, null, 60, Outcome.CLIENT_LEFT));
      assertThat(next(reader).get(2)).contains("\"client-left\"").doesNotContain("total");
      tell(Samples.progress(DIGEST, "s3", Lane.DIRECT, 100L, 100, Outcome.COMPLETE));
      var last = next(reader).get(2).substring("data: ".length());
      ContractCheck.valid(
          new JsonObject().put("$ref", "#/components/schemas/Progress"), new JsonObject(last));
      assertThat(reader.readLine()).as("the server ends the stream").isNull();
    }
  }

  @Test
  void who_comes_late_is_told_how_it_ended() throws Exception {
    site.fakes.recalled = Samples.progress(DIGEST, "s1", Lane.DIRECT, 100L, 100, Outcome.COMPLETE);
    try (var reader = new BufferedReader(new InputStreamReader(events(TOKEN).body(), UTF_8))) {
      assertThat(next(reader)).containsExactly(": hello");
      assertThat(next(reader).get(2)).contains("\"complete\"");
      assertThat(reader.readLine()).isNull();
    }
  }

  @Test
  void a_link_that_is_taken_back_ends_its_events() throws Exception {
    try (var reader = new BufferedReader(new InputStreamReader(events(TOKEN).body(), UTF_8))) {
      assertThat(next(reader)).containsExactly(": hello");
      TokenMessages.REVOKED.tell(site.vertx, new Revoked(DIGEST));
      assertThat(reader.readLine()).isNull();
    }
  }

  @Test
  void a_link_is_checked_before_its_events_are_shown() {
    site.fakes.check = refusing(ProblemCode.TOKEN_ELSEWHERE);
    var answer = site.get(TOKEN);
    isProblem(answer, ProblemCode.TOKEN_ELSEWHERE);
    ContractCheck.check("/api/streaming/token/{token}/events", answer);
  }

  @Test
  void one_person_watches_sixteen_things_and_seats_come_back() throws Exception {
    var open = new ArrayList<InputStream>();
    for (var i = 0; i < EventStreams.MOST; i++) {
      var answer = events(TOKEN);
      assertThat(answer.statusCode()).isEqualTo(200);
      open.add(answer.body());
    }
    var answer = site.get(TOKEN);
    isProblem(answer, ProblemCode.UNAVAILABLE);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
    for (var stream : open) {
      stream.close();
    }
    var deadline = System.nanoTime() + 10_000_000_000L;
    var status = 0;
    while (status != 200 && System.nanoTime() < deadline) {
      var again = events(TOKEN);
      status = again.statusCode();
      again.body().close();
    }
    assertThat(status).isEqualTo(200);
  }

  private static HttpResponse<InputStream> events(String path) throws Exception {
    var request =
        site.request(path).header("Accept", "text/event-stream").header("Last-Event-ID", "7");
    return site.client().send(request.build(), BodyHandlers.ofInputStream());
  }

  /** The lines of the next event or comment. */
  private static List<String> next(BufferedReader reader) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static void waitForLook() {
    var deadline = System.nanoTime() + 10_000_000_000L;
    while (site.fakes.asked.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  private static void changed() {
    AnalysisMessages.CHANGED.tell(site.vertx, new Changed(Samples.REQUEST_ID));
  }

  private static void tell(Progress progress) {
    RelayMessages.PROGRESS.tell(site.vertx, progress);
  }
}
