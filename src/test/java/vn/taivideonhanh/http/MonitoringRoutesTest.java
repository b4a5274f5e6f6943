package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.monitoring.MonitoringVerticle;
import vn.taivideonhanh.monitoring.PartHealth;
import vn.taivideonhanh.monitoring.Probe;
import vn.taivideonhanh.problem.ProblemCode;

/** The real monitoring verticle behind real sockets. */
class MonitoringRoutesTest {
  private static final String HEALTH = "/api/monitoring/health";
  private static final String METRICS = "/api/monitoring/metrics";
  private TestSite site;
  private volatile PartHealth part =
      PartHealth.up("It answers.", Map.of("waiting", 1, "active", 2));

  @BeforeEach
  void start() {
    site = new TestSite(Map.of());
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void deploy() {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var probe = new Probe("queue", true, () -> Future.succeededFuture(part));
    site.vertx
        .deployVerticle(new MonitoringVerticle(InstantSource.system(), meters, List.of(probe)))
        .await();
  }

  @Test
  void health_is_told_in_full() {
    deploy();
    var answer = site.get(HEALTH);
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check(HEALTH, answer);
    var json = new JsonObject(answer.body());
    assertThat(json.getString("status")).isEqualTo("up");
    assertThat(json.getJsonArray("parts").getJsonObject(0).getString("name")).isEqualTo("queue");
    var ready = site.get(HEALTH + "/ready");
    assertThat(ready.statusCode()).isEqualTo(200);
    ContractCheck.check(HEALTH + "/ready", ready);
  }

  @Test
  void a_server_that_is_down_says_so_by_its_status_and_still_lives() {
    part = PartHealth.down("It does not answer.", Map.of());
    deploy();
    var answer = site.get(HEALTH);
    assertThat(answer.statusCode()).isEqualTo(503);
    ContractCheck.check(HEALTH, answer);
    var ready = site.get(HEALTH + "/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    ContractCheck.check(HEALTH + "/ready", ready);
    var live = site.get(HEALTH + "/live");
    assertThat(live.statusCode()).isEqualTo(200);
    ContractCheck.check(HEALTH + "/live", live);
  }

  @Test
  void a_server_whose_monitoring_is_away_is_not_healthy() {
    isProblem(site.get(HEALTH), ProblemCode.UNAVAILABLE);
    assertThat(site.get(HEALTH + "/live").statusCode()).isEqualTo(200);
  }

  @Test
  void figures_come_as_json_or_for_prometheus() {
    deploy();
    var json = site.get(METRICS);
    assertThat(json.statusCode()).isEqualTo(200);
    ContractCheck.check(METRICS, json);
    assertThat(new JsonObject(json.body()).getJsonObject("queue").getInteger("waiting")).isOne();
    var text = site.send(site.request(METRICS).header("Accept", "text/plain"));
    ContractCheck.check(METRICS, text);
    assertThat(text.body()).contains("jvm_memory_used_bytes");
    var scraped = site.get("/metrics");
    ContractCheck.check("/metrics", scraped);
    assertThat(scraped.body()).contains("tvn_part_status");
    var odd = site.send(site.request(METRICS).header("Accept", "image/png"));
    isProblem(odd, ProblemCode.NOT_ACCEPTABLE);
    ContractCheck.check(METRICS, odd);
  }

  @Test
  void labels_name_routes_and_never_paths() {
    deploy();
    assertThat(site.get("/api/streaming/stream/secret-token-value").statusCode()).isEqualTo(404);
    assertThat(site.get("/nothing/secret-token-value").statusCode()).isEqualTo(404);
    var routes =
        site.meters.find("tvn.http.requests").timers().stream()
            .map(timer -> timer.getId().getTag("route"))
            .toList();
    assertThat(routes).contains("/api/streaming/stream/{token}", "none");
    assertThat(routes.toString()).doesNotContain("secret");
  }
}
