package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.FreePort;
import vn.taivideonhanh.monitoring.PrometheusTools;

/** A real Prometheus in front of a server that has something to do. */
class ScrapeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LABEL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void prometheus_finds_every_metric_of_the_dashboards_and_alerts() throws Exception {
    try (var stage = new Stage(Map.of())) {
      load(stage);
      var port = FreePort.next();
      var prometheus = prometheus(stage.server().origin(), port);
      try {
        var api = "http://127.0.0.1:" + port + "/api/v1/";
        Eventually.that(PATIENCE, () -> answer(api + "query?query=up").contains("\"1\"]"));
        var known =
            new JsonObject(answer(api + "label/__name__/values"))
                .getJsonArray("data").stream().map(String.class::cast).toList();
        assertThat(known).containsAll(PrometheusTools.namesInUse());
      } finally {
        prometheus.destroy();
        assertThat(prometheus.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(stage.api().text("/metrics").lines()).allSatisfy(ScrapeIT::bounded);
    }
  }

  /** Labels are words of ours: no address, no person, no token. */
  private static void bounded(String line) {
    if (!line.startsWith("#")) {
      assertThat(LABEL.matcher(line).results().map(found -> found.group(1)))
          .allSatisfy(value ->
              assertThat(value).hasSizeLessThan(64).doesNotContain("://", "127.0.0.1", "eyJ"));
    }
  }

  /** Something of everything: whole files of two lanes, a refusal, a page that has nothing. */
  private void load(Stage stage) throws Exception {
    var api = stage.api();
    for (var page : List.of("/watch/described", "/watch/hls-ts")) {
      var analysis = api.analyse(stage.site().address(page));
      var lane = page.endsWith("described") ? "direct" : "mux";
      var token = api.token(analysis, Api.preset(analysis, "video", lane));
      assertThat(api.download(token, folder.resolve("file")).statusCode()).isEqualTo(200);
    }
    assertThat(api.ended(api.submit(stage.site().address("/watch/empty"))).getString("state"))
        .isEqualTo("failed");
    assertThat(api.text("/api/streaming/stream/nothing")).contains("token-not-found");
  }

  private Process prometheus(String origin, int port) throws IOException {
    var config =
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: taivideonhanh
            static_configs:
              - targets: ["%s"]
        """
            .formatted(origin.replace("http://", ""));
    var file = Files.writeString(folder.resolve("prometheus.yml"), config);
    return new ProcessBuilder(
            PrometheusTools.program("prometheus").toString(),
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private String answer(String url) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
