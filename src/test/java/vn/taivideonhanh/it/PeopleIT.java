package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.FreePort;
import vn.taivideonhanh.demo.DemoSite;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** People with accounts at two servers of a cluster with one Redis, and the real curl. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
class PeopleIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir Path folder;
  private DemoSite site;
  private RunningServer here;
  private RunningServer there;
  private Visitor ann;

  @BeforeEach
  void start(RedisAddress redis) throws Exception {
    site = DemoSite.start(vertx, Path.of("target", "demo"), 0).await();
    var one = FreePort.next();
    var two = FreePort.next();
    here = server(redis, one, two);
    there = server(redis, two, one);
    ann = kept(Visitor.registered(here.origin(), "ann"));
  }

  @AfterEach
  void stop() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
    site.close().await();
    vertx.close().await();
  }

  private <T extends AutoCloseable> T kept(T opened) {
    open.add(opened);
    return opened;
  }

  private RunningServer server(RedisAddress redis, int port, int other) throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("TVN_REDIS_URL", redis.url());
    settings.put("TVN_ACCESS_MODE", "open");
    settings.put("TVN_ACCOUNTS_REGISTRATION", "open");
    settings.put("TVN_TOKENS_BIND", "none");
    settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site.port());
    settings.put("TVN_CLUSTER_ENABLED", "true");
    settings.put("TVN_CLUSTER_NAME", "people-it-" + Math.min(port, other));
    settings.put("TVN_CLUSTER_PORT", Integer.toString(port));
    settings.put("TVN_CLUSTER_BUS_PORT", "0");
    settings.put("TVN_CLUSTER_MEMBERS", "127.0.0.1:" + other);
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    var parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
    return kept(RunningServer.start(Files.createTempDirectory(parent, "data"), settings));
  }

  @Test
  void curl_gets_a_file_with_a_key_that_holds_and_within_the_limits() throws Exception {
    var key = ann.key(here.origin(), null);
    var secret = key.getString("key");
    for (var header : List.of("Authorization: Bearer " + secret, "X-API-Key: " + secret)) {
      var into = Files.createTempDirectory(folder, "curl");
      assertThat(curl(into, header)).isEqualTo("200");
      try (var files = Files.list(into)) {
        var file = files.findFirst().orElseThrow();
        assertThat(file.getFileName().toString()).endsWith(".mp4");
        assertThat(Files.size(file)).isGreaterThan(10_000);
      }
    }
    var soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS).toString();
    var brief = ann.key(here.origin(), soon).getString("key");
    Eventually.that(SOON, () -> curl(folder, "X-API-Key: " + brief).equals("401"));
    // 5 links at once: two are used up, but stay open for as long as they may be resumed.
    var last = "";
    for (var i = 0; i < 6 && !last.equals("429"); i++) {
      last = curl(Files.createTempDirectory(folder, "more"), "X-API-Key: " + secret);
    }
    assertThat(last).as("over the limit").isEqualTo("429");
    ann.json("DELETE", here.origin() + "/api/keys/" + key.getString("id"), null);
    assertThat(curl(folder, "X-API-Key: " + secret)).as("revoked").isEqualTo("401");
    assertThat(curl(folder, "Authorization: Bearer " + secret)).isEqualTo("401");
  }

  /** The status at which {@code curl -OJ} arrived. */
  private String curl(Path into, String header) throws Exception {
    var page = site.address("/watch/described");
    var address =
        there.origin()
            + "/api/streaming/direct?preset=best&url="
            + URLEncoder.encode(page, StandardCharsets.UTF_8);
    var command =
        List.of(
            "curl",
            "--disable",
            "--noproxy",
            "*",
            "--silent",
            "--max-time",
            "60",
            "--fail",
            "-OJ",
            "--write-out",
            "%{http_code}",
            "--header",
            header,
            address);
    var process =
        new ProcessBuilder(command)
            .directory(into.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void downloads_are_seen_by_their_person_on_every_node_and_end_with_the_account(RedisStore store)
      throws Exception {
    var bob = kept(Visitor.registered(there.origin(), "bob"));
    var annSees = ann.watch(there.origin());
    var bobSees = bob.watch(there.origin());
    var running = ann.read(begin(ann, here.origin()));
    Eventually.that(SOON, () -> annSees.told("event: download"));
    var other = bob.read(begin(bob, here.origin()));
    Eventually.that(SOON, () -> bobSees.told("event: download"));
    assertThat(streams(annSees)).as("each sees one, of one's own").hasSize(1);
    assertThat(streams(bobSees)).hasSize(1).doesNotContainAnyElementsOf(streams(annSees));

    var id =
        ann.json("GET", there.origin() + "/api/auth/me", null)
            .getJsonObject("account")
            .getString("id");
    assertThat(keys(store, id)).as("what there is").hasSizeGreaterThan(5);
    var proof = new JsonObject().put("password", Visitor.PASSWORD);
    ann.json("POST", there.origin() + "/api/auth/delete", proof);
    running.join();
    annSees.ended().join();
    assertThat(ann.send("GET", here.origin() + "/api/keys", null).statusCode()).isEqualTo(401);
    Eventually.that(SOON, () -> !keys(store, id).contains("tvn:rl:live"));
    assertThat(keys(store, id))
        .as("marks of minutes, and the record of an analysis that others share")
        .allMatch(
            key -> key.endsWith("}:left") || key.endsWith("}:gone") || key.startsWith("tvn:jq:"));
    assertThat(other.isDone()).as("bob's goes on").isFalse();
    assertThat(bobSees.ended().isDone()).isFalse();
  }

  /** The address of a download that takes long. */
  private String begin(Visitor who, String origin) throws Exception {
    var page = new JsonObject().put("url", site.address("/fault/slow=20000/watch/described"));
    var id = who.json("POST", origin + "/api/streaming/analyze", page).getString("requestId");
    var address = origin + "/api/streaming/analyze/" + id + "?wait=10";
    Eventually.that(
        SOON, () -> who.json("GET", address, null).getString("state").equals("completed"));
    var choice = new JsonObject().put("requestId", id).put("preset", "best");
    var link = who.json("POST", origin + "/api/streaming/token", choice);
    return origin + link.getString("streamUrl");
  }

  private static Set<String> streams(Visitor.Watch watch) {
    var ids = new TreeSet<String>();
    for (var line : watch.lines()) {
      if (line.startsWith("data: ")) {
        ids.add(new JsonObject(line.substring("data: ".length())).getString("streamId"));
      }
    }
    return ids;
  }

  /** Every key that has that text in its name or in what it holds. */
  private static Set<String> keys(RedisStore store, String text) {
    var found = new TreeSet<String>();
    var cursor = "0";
    do {
      Response page = store.send(Command.SCAN, cursor, "COUNT", 500).await();
      cursor = String.valueOf(page.get(0));
      for (var key : page.get(1)) {
        var name = key.toString();
        if (name.contains(text) || content(store, name).contains(text)) {
          found.add(name);
        }
      }
    } while (!cursor.equals("0"));
    return found;
  }

  private static String content(RedisStore store, String key) {
    var read =
        Map.of(
            "hash", List.of(Command.HGETALL),
            "string", List.of(Command.GET),
            "set", List.of(Command.SMEMBERS),
            "list", List.of(Command.LRANGE, 0, -1),
            "zset", List.of(Command.ZRANGE, 0, -1),
            "stream", List.of(Command.XRANGE, "-", "+"));
    var command = read.get(String.valueOf(store.send(Command.TYPE, key).await()));
    if (command == null) {
      return "";
    }
    var arguments = new ArrayList<Object>(command.subList(1, command.size()));
    arguments.addFirst(key);
    return String.valueOf(store.send((Command) command.getFirst(), arguments.toArray()).await());
  }
}
