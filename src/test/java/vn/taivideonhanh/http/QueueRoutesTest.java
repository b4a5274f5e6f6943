package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.Count;
import vn.taivideonhanh.analysis.QueueMessages.Event;
import vn.taivideonhanh.analysis.QueueMessages.Happened;
import vn.taivideonhanh.analysis.QueueMessages.Jobs;
import vn.taivideonhanh.analysis.QueueMessages.Limited;
import vn.taivideonhanh.analysis.QueueMessages.Overview;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.analysis.QueueMessages.Told;
import vn.taivideonhanh.analysis.ScheduleMessages;
import vn.taivideonhanh.analysis.ScheduleMessages.Keep;
import vn.taivideonhanh.analysis.ScheduleMessages.Schedules;
import vn.taivideonhanh.analysis.ScheduleMessages.Upcoming;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The operators' routes over real sockets, with small endpoints in the place of the queue's desk:
 * that one has tests of its own.
 */
class QueueRoutesTest {
  private static final String QUEUE = "/api/admin/queue";
  private static final String ID = Samples.REQUEST_ID;
  private static final Overview OVERVIEW =
      new Overview(3, 1, 2, 1, false, List.of(new Limited("people", 2, 0, 0)));
  private static final QueuedJob JOB =
      new QueuedJob(
          ID,
          "dead",
          "https://site.example/v",
          "ann",
          "site.example",
          4,
          3,
          0,
          Samples.AT,
          Samples.AT + 5,
          new Trouble("site-unreachable", "Try again.", null));
  private static final Keep NIGHTLY =
      new Keep("front", "https://site.example/v", null, "30 4 * * *", "UTC");
  private static final Schedules SCHEDULES =
      new Schedules(List.of(new Upcoming(NIGHTLY, Samples.AT, Samples.AT - 1, true)));
  private static final BlockingQueue<Record> ASKED = new LinkedBlockingQueue<>();
  private static volatile @Nullable List<Event> happened;
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
    var vertx = site.vertx;
    QueueMessages.SURVEY.serve(vertx, _ -> Future.succeededFuture(OVERVIEW));
    QueueMessages.JOBS.serve(vertx, asked -> noted(asked, new Jobs(List.of(JOB))));
    QueueMessages.READ.serve(vertx, asked -> noted(asked, new Told(JOB, List.of("begun"))));
    QueueMessages.PAUSE.serve(vertx, asked -> noted(asked, new Count(0)));
    QueueMessages.DRAIN.serve(vertx, asked -> noted(asked, new Count(3)));
    QueueMessages.END.serve(vertx, asked -> noted(asked, new Count(1)));
    QueueMessages.SETTLE.serve(vertx, asked -> noted(asked, new Count(1)));
    QueueMessages.LIMIT.serve(vertx, asked -> noted(asked, new Count(0)));
    QueueMessages.SLOW.serve(vertx, asked -> noted(asked, new Count(0)));
    ScheduleMessages.ALL.serve(vertx, asked -> noted(asked, SCHEDULES));
    ScheduleMessages.KEEP.serve(vertx, asked -> noted(asked, SCHEDULES));
    ScheduleMessages.REMOVE.serve(vertx, asked -> noted(asked, SCHEDULES));
    QueueMessages.SINCE.serve(vertx, asked -> noted(asked, new Happened(happened)));
  }

  private static <A> Future<A> noted(Record asked, A answer) {
    ASKED.add(asked);
    return Future.succeededFuture(answer);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void reset() {
    ASKED.clear();
    happened = null;
  }

  @Test
  void the_figures_are_shown() {
    var answer = checked("", site.get(QUEUE));
    assertThat(answer.getInteger("waiting")).isEqualTo(3);
    assertThat(answer.getJsonArray("limits").getJsonObject(0).getString("lane"))
        .isEqualTo("people");
  }

  @Test
  void jobs_are_listed_and_read() {
    var page = checked("/jobs", site.get(QUEUE + "/jobs?state=dead&limit=5&after=" + ID));
    assertThat(ASKED).containsExactly(new QueueMessages.Page("dead", ID, 5));
    var job = page.getJsonArray("jobs").getJsonObject(0);
    assertThat(job.getJsonObject("problem").getString("code")).isEqualTo("site-unreachable");
    var whole = checked("/jobs/{requestId}", site.get(QUEUE + "/jobs/" + ID));
    assertThat(whole.getJsonArray("log")).containsExactly("begun");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?state=lost", "?limit=0", "?limit=201", "?after=x", "?limit=many"})
  void a_page_that_cannot_be_is_refused(String query) {
    isProblem(site.get(QUEUE + "/jobs" + query), ProblemCode.INVALID_REQUEST);
    assertThat(ASKED).isEmpty();
  }

  @Test
  void the_queue_is_paused_resumed_and_emptied() {
    checked("/pause", site.post(QUEUE + "/pause", ""));
    checked("/resume", site.post(QUEUE + "/resume", ""));
    assertThat(checked("/drain", site.post(QUEUE + "/drain", "")).getInteger("jobs")).isEqualTo(3);
    assertThat(ASKED)
        .containsExactly(
            new QueueMessages.Pause(true),
            new QueueMessages.Pause(false),
            new QueueMessages.Drain());
  }

  @Test
  void dead_jobs_are_named_to_be_tried_again_or_forgotten() {
    var body = new JsonObject().put("ids", List.of(ID)).encode();
    checked("/dead/retry", site.post(QUEUE + "/dead/retry", body));
    checked("/dead/drop", site.post(QUEUE + "/dead/drop", body));
    assertThat(ASKED)
        .containsExactly(
            new QueueMessages.Settle(List.of(ID), true),
            new QueueMessages.Settle(List.of(ID), false));
    isProblem(site.post(QUEUE + "/dead/drop", "{\"ids\":[]}"), ProblemCode.INVALID_REQUEST);
    isProblem(site.post(QUEUE + "/dead/drop", "{\"ids\":[1]}"), ProblemCode.INVALID_REQUEST);
  }

  @Test
  void a_job_is_ended() {
    assertThat(checked("/jobs/{requestId}", site.delete(QUEUE + "/jobs/" + ID)).getInteger("jobs"))
        .isEqualTo(1);
  }

  @Test
  void limits_are_set_and_sites_left_alone() {
    var limit = new Limited("site:site.example", 2, 30, 60);
    checked("/limits", site.send(put(QUEUE + "/limits", JsonObject.mapFrom(limit))));
    var slow = site.post(QUEUE + "/slow", "{\"site\":\"site.example\",\"seconds\":30}");
    assertThat(slow.statusCode()).isEqualTo(204);
    assertThat(ASKED)
        .containsExactly(
            new QueueMessages.Bound(limit), new QueueMessages.Slow("site.example", 30));
  }

  @Test
  void schedules_are_kept_listed_and_taken_away() {
    var one = QUEUE + "/schedules/front";
    var body =
        new JsonObject()
            .put("url", NIGHTLY.url())
            .put("cron", NIGHTLY.cron())
            .put("zone", NIGHTLY.zone());
    checked("/schedules/{schedule}", site.send(put(one, body)));
    var shown = checked("/schedules", site.get(QUEUE + "/schedules"));
    assertThat(shown.getJsonArray("schedules").getJsonObject(0).getString("nextAt"))
        .isEqualTo(Wire.time(Samples.AT));
    assertThat(shown.getJsonArray("schedules").getJsonObject(0).getString("lastAt"))
        .isEqualTo(Wire.time(Samples.AT - 1));
    assertThat(shown.getJsonArray("schedules").getJsonObject(0).getBoolean("skipped")).isTrue();
    assertThat(site.delete(one).statusCode()).isEqualTo(204);
    assertThat(ASKED)
        .containsExactly(
            NIGHTLY, new ScheduleMessages.AskSchedules(), new ScheduleMessages.Remove("front"));
    isProblem(site.send(put(QUEUE + "/schedules/a.b", body)), ProblemCode.INVALID_REQUEST);
    isProblem(site.send(put(one, body.put("everySeconds", 1))), ProblemCode.INVALID_REQUEST);
  }

  private static HttpRequest.Builder put(String path, JsonObject body) {
    return site.request(path)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(body.encode()));
  }

  @Test
  void events_go_on_after_the_last_one_that_was_seen() throws Exception {
    happened = List.of(new Event("5-0", ID, "active"));
    try (var lines = events("4-0")) {
      assertThat(next(lines)).contains("id: 5-0", "event: job").contains("\"state\":\"active\"");
      QueueMessages.NEWS.tellHere(site.vertx, new Event("6-0", ID, "completed"));
      assertThat(next(lines)).contains("id: 6-0").contains("completed");
    }
  }

  @Test
  void a_gap_that_cannot_be_filled_is_told() throws Exception {
    try (var lines = events("4-0")) {
      assertThat(next(lines)).contains("event: reset");
    }
  }

  private static BufferedReader events(String last) throws Exception {
    var request =
        site.request(QUEUE + "/events")
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", last);
    var answer = site.client().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** The next event; comments are passed over. */
  private static String next(BufferedReader lines) throws IOException {
    var event = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && event.toString().contains("event:")) {
        return event.toString();
      }
      event.append(line).append('\n');
    }
    throw new AssertionError("the stream has ended: " + event);
  }

  @CanIgnoreReturnValue
  private static JsonObject checked(String path, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ContractCheck.check(QUEUE + path, answer);
    return new JsonObject(answer.body());
  }
}
