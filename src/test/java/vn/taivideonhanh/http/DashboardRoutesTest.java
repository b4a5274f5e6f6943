package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.monitoring.MonitoringVerticle;
import vn.taivideonhanh.monitoring.PartHealth;
import vn.taivideonhanh.monitoring.Probe;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.samples.SampleMessages;
import vn.taivideonhanh.samples.SampleMessages.Charts;
import vn.taivideonhanh.samples.SampleMessages.Sampled;
import vn.taivideonhanh.samples.SampleMessages.Site;
import vn.taivideonhanh.samples.SampleMessages.Sites;

/** What admins see at a glance, over real sockets; the samples are the test's own. */
class DashboardRoutesTest {
  private static TestSite site;
  private static volatile int asked;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
    var line = Arrays.asList(1.5, null);
    SampleMessages.CHARTS.serve(
        site.vertx,
        ask -> {
          asked = ask.minutes();
          return Future.succeededFuture(
              new Charts(
                  Samples.AT,
                  60,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line,
                  line));
        });
    var vimeo = new Site("vimeo", 2, 1, Map.of("private", 1L), Samples.AT, Samples.AT, "private");
    SampleMessages.SITES.serve(site.vertx, _ -> Future.succeededFuture(new Sites(List.of(vimeo))));
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var probe =
        new Probe("queue", true, () -> Future.succeededFuture(PartHealth.up("Well.", Map.of())));
    site.vertx
        .deployVerticle(new MonitoringVerticle(InstantSource.system(), meters, List.of(probe)))
        .await();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void charts_are_drawn_of_a_day_unless_asked_otherwise() {
    var answer = site.get("/api/admin/charts");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ContractCheck.check("/api/admin/charts", answer);
    assertThat(asked).isEqualTo(1440);
    assertThat(new JsonObject(answer.body()).getJsonArray("streams")).containsExactly(1.5, null);
    assertThat(site.get("/api/admin/charts?minutes=60").statusCode()).isEqualTo(200);
    assertThat(asked).isEqualTo(60);
    isProblem(site.get("/api/admin/charts?minutes=1441"), ProblemCode.INVALID_REQUEST);
  }

  @Test
  void sites_are_told_with_what_failed() {
    var answer = site.get("/api/admin/sites");
    ContractCheck.check("/api/admin/sites", answer);
    var first = new JsonObject(answer.body()).getJsonArray("sites").getJsonObject(0);
    assertThat(first.getString("lastFailure")).isEqualTo("private");
  }

  @Test
  void the_state_comes_by_itself_and_so_does_word_of_a_new_sample() throws Exception {
    var request = site.request("/api/admin/events").header("Accept", "text/event-stream");
    var answer = site.client().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      await(lines, "event: state");
      var state = new JsonObject(lines.readLine().substring("data: ".length()));
      assertThat(state.getJsonObject("health").getString("status")).isEqualTo("up");
      assertThat(state.getJsonObject("figures").getDouble("uptimeSeconds")).isNotNegative();
      SampleMessages.SAMPLED.tellHere(site.vertx, new Sampled(Samples.AT));
      await(lines, "event: sampled");
      assertThat(lines.readLine()).contains(Wire.time(Samples.AT));
    }
  }

  @Test
  void streams_and_the_queue_are_told_once_as_long_as_they_stay_the_same() throws Exception {
    QueueMessages.SURVEY.serve(
        site.vertx,
        _ -> Future.succeededFuture(new QueueMessages.Overview(3, 1, 2, 1, false, List.of())));
    var request = site.request("/api/admin/events").header("Accept", "text/event-stream");
    var answer = site.client().send(request.build(), BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      var told = new ArrayList<String>();
      for (var line = lines.readLine(); ; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          told.add(line.substring("event: ".length()));
        }
        if (Collections.frequency(told, "state") == 2) {
          break;
        }
      }
      assertThat(Collections.frequency(told, "queue")).isEqualTo(1);
    }
  }

  private static void await(BufferedReader lines, String wanted) throws Exception {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new AssertionError("the stream ended before " + wanted);
  }
}
