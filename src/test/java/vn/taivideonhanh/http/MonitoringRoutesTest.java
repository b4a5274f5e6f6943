package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
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

  /** A client of a proxy on this machine: the proxy is trusted, and its clients are told apart. */
  private static Map<String, String> behindProxy(String... more) {
    var settings = new HashMap<>(Map.of("TVN_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
    for (var i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private HttpResponse<String> from(String client, String path, String authorization) {
    var request = site.request(path).header("X-Forwarded-For", client);
    return site.send(
        authorization.isEmpty() ? request : request.header("Authorization", authorization));
  }

  private void again(Map<String, String> settings) {
    site.close();
    site = new TestSite(settings);
    deploy();
  }

  @Test
  void a_stranger_sees_no_figures_and_one_word_of_health() {
    again(behindProxy());
    for (var path : List.of(METRICS, "/metrics")) {
      var answer = from("203.0.113.7", path, "");
      isProblem(answer, ProblemCode.OPERATOR_ONLY);
      ContractCheck.check(path, answer);
      assertThat(from("127.0.0.1", path, "").statusCode()).isEqualTo(200);
    }
    var health = from("203.0.113.7", HEALTH, "");
    assertThat(health.statusCode()).isEqualTo(200);
    ContractCheck.check(HEALTH, health);
    assertThat(health.body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(from("203.0.113.7", HEALTH + "/ready", "").statusCode()).isEqualTo(200);
    assertThat(from("203.0.113.7", HEALTH + "/live", "").statusCode()).isEqualTo(200);
    part = PartHealth.down("It does not answer.", Map.of());
    again(behindProxy());
    assertThat(from("203.0.113.7", HEALTH, "").statusCode()).isEqualTo(503);
    assertThat(from("127.0.0.1", HEALTH, "").body()).contains("It does not answer.");
  }

  @Test
  void what_comes_through_a_proxy_that_is_not_trusted_is_not_from_this_machine() {
    deploy();
    assertThat(site.get("/metrics").statusCode()).isEqualTo(200);
    for (var field : List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP")) {
      var answer = site.send(site.request("/metrics").header(field, "127.0.0.1"));
      isProblem(answer, ProblemCode.OPERATOR_ONLY);
    }
  }

  @Test
  void addresses_and_a_token_can_be_allowed() {
    again(
        behindProxy(
            "TVN_MONITORING_ALLOW", "10.1.0.0/16,2001:db8::/32",
            "TVN_MONITORING_TOKEN", "sixteen-letters-"));
    assertThat(from("10.1.2.3", "/metrics", "").statusCode()).isEqualTo(200);
    assertThat(from("2001:db8::1", "/metrics", "").statusCode()).isEqualTo(200);
    isProblem(from("127.0.0.1", "/metrics", ""), ProblemCode.OPERATOR_ONLY);
    assertThat(from("10.2.0.1", "/metrics", "Bearer sixteen-letters-").statusCode()).isEqualTo(200);
    assertThat(from("10.2.0.1", HEALTH, "bearer sixteen-letters-").body()).contains("parts");
    for (var wrong :
        List.of("Bearer sixteen-letters", "Bearer", "sixteen-letters-", "Basic sixteen-letters-")) {
      isProblem(from("10.2.0.1", "/metrics", wrong), ProblemCode.OPERATOR_ONLY);
    }
  }
}
