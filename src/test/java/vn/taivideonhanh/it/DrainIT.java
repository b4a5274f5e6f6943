package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.FreePort;
import vn.taivideonhanh.demo.DemoSite;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * One of two nodes is told to end while it streams and analyses; the other one goes on with both.
 */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
class DrainIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LOCAL = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<RunningServer> nodes = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @TempDir Path folder;
  private DemoSite site;
  private int gate;

  @BeforeEach
  void start(RedisAddress redis) throws Exception {
    site = DemoSite.start(vertx, Path.of("target", "demo"), 0).await();
    gate =
        vertx.createHttpServer().requestHandler(this::pass).listen(0, LOCAL).await().actualPort();
    var one = FreePort.next();
    var two = FreePort.next();
    nodes.add(node(redis, one, two));
    nodes.add(node(redis, two, one));
  }

  @AfterEach
  void stop() throws Exception {
    client.shutdownNow();
    nodes.forEach(RunningServer::close);
    site.close().await();
    vertx.close().await();
  }

  /** A page that is never answered to who asks first; all others find it elsewhere. */
  private void pass(HttpServerRequest request) {
    if (asked.incrementAndGet() > 1) {
      var page = site.address("/watch/subtitles");
      request.response().setStatusCode(302).putHeader("Location", page).end();
    }
  }

  private RunningServer node(RedisAddress redis, int port, int other) throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_EGRESS_ALLOW", LOCAL + ":" + site.port() + "," + LOCAL + ":" + gate);
    settings.put("TVN_LOG_LEVEL", "debug");
    settings.put("TVN_TOKENS_BIND", "none");
    settings.put("TVN_ANALYSIS_WORKERS", "1");
    // Longer than anything here has patience for.
    settings.put("TVN_ANALYSIS_LEASE", "5m");
    settings.put("TVN_DRAIN_TIMEOUT", "4s");
    settings.put("TVN_CLUSTER_ENABLED", "true");
    settings.put("TVN_CLUSTER_NAME", "drain-it-" + Math.min(port, other));
    settings.put("TVN_CLUSTER_PORT", Integer.toString(port));
    settings.put("TVN_CLUSTER_BUS_PORT", "0");
    settings.put("TVN_CLUSTER_MEMBERS", LOCAL + ":" + other);
    var parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
    return RunningServer.start(Files.createTempDirectory(parent, "data"), settings);
  }

  @Test
  void a_node_that_ends_hands_over_its_streams_its_jobs_and_who_watches() throws Exception {
    var job = nodes.getLast().api().submit("http://" + LOCAL + ":" + gate + "/page");
    Eventually.that(SOON, () -> begun(nodes.getFirst(), job) || begun(nodes.getLast(), job));
    var leaving = begun(nodes.getFirst(), job) ? nodes.getFirst() : nodes.getLast();
    var staying = leaving == nodes.getFirst() ? nodes.getLast() : nodes.getFirst();
    try (var here = leaving.api();
        var there = staying.api()) {
      var analysis = there.analyse(site.address("/fault/slow=300000/watch/described"));
      var token = there.token(analysis, Api.preset(analysis, "video", "direct"));
      var size = Files.size(site.file("clip-720p.mp4"));
      var curl = new Curl(folder.resolve("resumed"), size, there.tag(token));
      var events = new ConcurrentLinkedQueue<String>();
      var watching = watch(leaving, job, events);
      Eventually.that(SOON, () -> events.stream().anyMatch(line -> line.contains("active")));

      curl.goOnUntil(
          here.stream(token).build().uri(),
          1,
          () -> {
            leaving.tellToEnd();
            watching.join();
            assertThat(there.ended(job).getString("state")).isEqualTo("completed");
            requireRefused(here.send(here.stream(token).build(), BodyHandlers.ofString()));
            var again = events(leaving, job, BodyHandlers.ofString()).join();
            requireRefused(again);
            // What the probes said a moment ago is told again for two seconds.
            Eventually.that(SOON, () -> status(leaving, "/api/monitoring/health/ready") == 503);
          });
      assertThat(events).noneMatch(line -> line.contains("completed"));
      assertThat(watch(staying, job, events).thenApply(_ -> events).join())
          .as("what the other node tells")
          .anyMatch(line -> line.contains("completed"));
      curl.finish(there.stream(token).build().uri());
      assertThat(Played.sha256(curl.file())).isEqualTo(Played.sha256(site.file("clip-720p.mp4")));
      Eventually.that(SOON, () -> !leaving.isAlive());
      assertThat(leaving.log()).doesNotContain("did not end well");
    }
  }

  private static boolean begun(RunningServer node, String job) throws Exception {
    return node.log().contains("job " + job + ": attempt 1");
  }

  private static void requireRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Connection")).contains("close");
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("unavailable");
  }

  private <T> CompletableFuture<HttpResponse<T>> events(
      RunningServer node, String job, BodyHandler<T> body) {
    var address = URI.create(node.origin() + "/api/streaming/analyze/" + job + "/events");
    return client.sendAsync(HttpRequest.newBuilder(address).build(), body);
  }

  /** Completes when the node ends its answer; fails when that is cut off. */
  private CompletableFuture<Void> watch(RunningServer node, String job, Queue<String> lines) {
    return events(node, job, BodyHandlers.ofLines())
        .thenAcceptAsync(answer -> answer.body().forEach(lines::add));
  }

  private int status(RunningServer node, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(node.origin() + path)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
