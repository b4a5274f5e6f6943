package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.demo.DemoSite;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * Three servers with one Redis, one guest who asks all of them at once, and a kill -9. A machine
 * that is too slow for that may answer some with 503; what it counted must be right all the same.
 */
@ExtendWith(RedisExtension.class)
class LimitsUnderFireIT {
  private static final int REQUESTS = 300;
  private static final int SERVERS = 3;
  private static final Duration LEASE = Duration.ofSeconds(3);

  @Test
  void never_one_too_many_and_never_one_lost(RedisAddress redis) throws Exception {
    var vertx = Vertx.vertx();
    var site = DemoSite.start(vertx, Path.of("target", "demo"), 0).await();
    var servers = servers(redis, site);
    try {
      var apis = servers.stream().map(RunningServer::api).toList();
      var page = site.address("/fault/slow=20000/watch/described");
      var tokens = tokens(apis, apis.getFirst().analyse(page));
      assertThat(tokens).as("links at once").hasSizeBetween(1, 5);
      assertThat(usage(apis.getLast(), "tokens")).isEqualTo(5);

      var token = new JsonObject(tokens.getFirst().body());
      var running = streams(apis, token);
      assertThat(running.stream().mapToInt(List::size).sum()).as("streams at once").isBetween(1, 3);
      assertThat(usage(apis.getLast(), "streams")).isEqualTo(3);

      var victim = largest(running);
      servers.get(victim).kill();
      var left = new ArrayList<>(apis);
      left.remove(victim);
      var others = running.stream().mapToInt(List::size).sum() - running.get(victim).size();
      var again = new ArrayList<HttpResponse<InputStream>>();
      Eventually.that(Duration.ofSeconds(30), () -> others + taken(left, token, again).size() == 3);
      assertThat(status(left.getFirst(), token)).as("one more than the lost").isEqualTo(429);
      assertThat(usage(left.getLast(), "day")).as("one download, however often").isEqualTo(1);
    } finally {
      servers.forEach(RunningServer::close);
      site.close().await();
      vertx.close().await();
    }
  }

  private static List<RunningServer> servers(RedisAddress redis, DemoSite site) throws IOException {
    var parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
    var settings =
        new HashMap<>(
            Map.of(
                "TVN_REDIS_URL",
                redis.url(),
                "TVN_ACCESS_MODE",
                "open",
                "TVN_TOKENS_BIND",
                "none",
                "TVN_RELAY_SLOT_LEASE",
                LEASE.toSeconds() + "s",
                "TVN_EGRESS_ALLOW",
                "127.0.0.1:" + site.port()));
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    var starting =
        IntStream.range(0, SERVERS)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> server(parent, settings)))
            .toList();
    return starting.stream().map(CompletableFuture::join).toList();
  }

  private static RunningServer server(Path parent, Map<String, String> settings) {
    try {
      return RunningServer.start(Files.createTempDirectory(parent, "data"), settings);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<HttpResponse<String>> tokens(List<Api> apis, JsonObject analysis) {
    var preset = Api.preset(analysis, "video", "direct");
    var asked =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> apis.get(i % SERVERS).tokens(analysis, preset))
            .toList();
    var answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(201, 429, 503);
    return answers.stream().filter(answer -> answer.statusCode() == 201).toList();
  }

  /** Asks all servers for the same file as often as that, and gives the answers that send it. */
  private static List<List<HttpResponse<InputStream>>> streams(List<Api> apis, JsonObject token) {
    var asked =
        IntStream.range(0, REQUESTS).mapToObj(i -> apis.get(i % SERVERS).streaming(token)).toList();
    var answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 429, 503);
    return IntStream.range(0, SERVERS)
        .mapToObj(server ->
            IntStream.range(0, REQUESTS)
                .filter(i -> i % SERVERS == server && answers.get(i).statusCode() == 200)
                .mapToObj(answers::get)
                .toList())
        .toList();
  }

  private static int largest(List<? extends List<?>> lists) {
    return IntStream.range(0, lists.size())
        .reduce((a, b) -> lists.get(a).size() >= lists.get(b).size() ? a : b)
        .orElseThrow();
  }

  /** Asks for one more stream of the servers that are left. */
  private static List<HttpResponse<InputStream>> taken(
      List<Api> left, JsonObject token, List<HttpResponse<InputStream>> again) {
    var answer = left.get(again.size() % left.size()).streaming(token).join();
    if (answer.statusCode() == 200) {
      again.add(answer);
    }
    return again;
  }

  private static int status(Api api, JsonObject token) {
    return api.streaming(token).join().statusCode();
  }

  private static int usage(Api api, String name) throws Exception {
    return new JsonObject(api.text("/api/streaming/usage")).getJsonObject("usage").getInteger(name);
  }
}
