package vn.taivideonhanh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.hostile.HostileSite;
import vn.taivideonhanh.hostile.OpenSockets;
import vn.taivideonhanh.hostile.Trap;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * A whole server with the real tools is given everything that a hostile site has: each job ends
 * with a problem or with something harmless, nobody is led inside, and the server is as before.
 */
@ExtendWith(RedisExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMediaTest {
  /** What a client takes of a stream before it has enough. */
  private static final int ENOUGH = 4 << 20;

  private static final long MIB = 1 << 20;
  private static final Duration AT_ONCE = Duration.ofSeconds(20);
  private static final Set<String> TYPED =
      Stream.of(ProblemCode.values())
          .filter(code -> code != ProblemCode.INTERNAL && code != ProblemCode.UNAVAILABLE)
          .map(ProblemCode::slug)
          .collect(Collectors.toSet());

  private final Trap trap = new Trap();
  private final HostileSite site = new HostileSite(trap);
  private final AtomicInteger good = new AtomicInteger();
  private final Map<String, CompletableFuture<List<String>>> complaints = new HashMap<>();
  private Server server;
  private Api api;
  private OpenSockets sockets;
  private long heapBefore;
  private long directBefore;

  HostileMediaTest() throws IOException {}

  @BeforeAll
  void start(RedisAddress redis) throws Exception {
    var config = ConfigLoader.load(null, settings(redis));
    server = Server.start(new ConfigWatcher(config, null));
    api = new Api(server.origin());
    visitGood();
    heapBefore = heap();
    directBefore = PlatformDependent.usedDirectMemory();
    sockets = new OpenSockets();
    visitAll();
  }

  private Map<String, String> settings(RedisAddress redis) {
    var tools = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    var settings = new HashMap<String, String>();
    settings.put("TVN_DATA_DIR", Path.of(tools).toAbsolutePath().toString());
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_EGRESS_ALLOW", site.pair());
    settings.put("TVN_ANALYSIS_WORKERS", "1");
    settings.put("TVN_ANALYSIS_JOBS_PER_WORKER", "8");
    settings.put("TVN_ANALYSIS_ATTEMPTS", "1");
    settings.put("TVN_ANALYSIS_TIMEOUT", "6s");
    settings.put("TVN_ANALYSIS_CPU", "1s");
    settings.put("TVN_ANALYSIS_MEMORY_MI_B", "512");
    settings.put("TVN_RELAY_STALL", "3s");
    settings.put("TVN_RELAY_FIRST_BYTE_TIMEOUT", "3s");
    settings.put("TVN_RELAY_RETRIES", "0");
    return settings;
  }

  /** All are started at once; a few run at a time. */
  private void visitAll() {
    var seats = new Semaphore(10);
    for (var path : paths()) {
      complaints.put(
          path,
          CompletableFuture.supplyAsync(
              () -> {
                seats.acquireUninterruptibly();
                try {
                  return visit(path);
                } finally {
                  seats.release();
                }
              },
              Thread::startVirtualThread));
    }
  }

  private List<String> paths() {
    return Stream.of("/page/", "/list/", "/flood/", "/file/")
        .flatMap(start -> site.paths(start).stream())
        .toList();
  }

  @AfterAll
  void stop() throws Exception {
    sockets.close();
    api.close();
    server.stop();
    site.close();
    trap.close();
  }

  @TestFactory
  Stream<DynamicTest> every_visit_ends_well() {
    return paths().stream()
        .map(path ->
            DynamicTest.dynamicTest(path, () -> assertThat(ended(path)).as(path).isEmpty()));
  }

  private List<String> ended(String path) {
    return requireNonNull(complaints.get(path)).join();
  }

  @Test
  void nobody_was_led_inside_and_nothing_listens() {
    complaints.values().forEach(CompletableFuture::join);
    assertThat(trap.visits()).isEmpty();
    assertThat(sockets.opened()).isEmpty();
  }

  @Test
  void the_memory_is_as_before() {
    complaints.values().forEach(CompletableFuture::join);
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (heap() > heapBefore + 32 * MIB && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(heap()).isLessThan(heapBefore + 32 * MIB);
    assertThat(PlatformDependent.usedDirectMemory()).isLessThan(directBefore + 64 * MIB);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What is wrong with how a visit ended. */
  private List<String> visit(String path) {
    var wrong = new ArrayList<String>();
    try {
      var analysis = api.ended(api.submit(site.url(path)));
      switch (analysis.getString("state")) {
        case "failed" -> judge(wrong, analysis.getJsonObject("problem").getString("code"));
        case "completed" -> stream(wrong, analysis);
        default -> wrong.add("ended as " + analysis.getString("state"));
      }
      if (path.startsWith("/flood/")) {
        visitGood();
      }
    } catch (Exception e) {
      throw new IllegalStateException(path, e);
    }
    return wrong;
  }

  private static void judge(List<String> wrong, String code) {
    if (!TYPED.contains(code)) {
      wrong.add("the problem is " + code);
    }
  }

  private void stream(List<String> wrong, JsonObject analysis) throws Exception {
    var said = analysis.getJsonObject("result").encode();
    for (var bad :
        List.of("\"file:", "\"data:", "\"rtmp:", "//169.254", trap.pair(), Trap.SECRET)) {
      if (said.contains(bad)) {
        wrong.add("the result has " + bad);
      }
    }
    JsonArray presets = analysis.getJsonObject("result").getJsonArray("presets");
    for (var i = 0; i < Math.min(2, presets.size()); i++) {
      var asked = api.tokens(analysis, presets.getJsonObject(i)).join();
      if (asked.statusCode() == 201) {
        taste(wrong, new JsonObject(asked.body()));
      } else {
        judge(wrong, new JsonObject(asked.body()).getString("code"));
      }
    }
  }

  private void taste(List<String> wrong, JsonObject token) throws Exception {
    try {
      var answer = api.send(api.stream(token).build(), BodyHandlers.ofInputStream());
      var body = read(answer);
      if (answer.statusCode() >= 400) {
        judge(wrong, new JsonObject(body).getString("code"));
      }
      if (body.contains(Trap.SECRET) || body.contains("root:x:")) {
        wrong.add("the stream tells a secret");
      }
    } catch (HttpTimeoutException _) {
      wrong.add("the stream neither began nor was refused");
    } catch (IOException _) {
      // Cut, as it should be when the source breaks off.
    }
  }

  private static String read(HttpResponse<InputStream> answer) throws IOException {
    try (var body = answer.body()) {
      return new String(body.readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
    }
  }

  /** The next job runs at once, whatever else is going on. */
  private void visitGood() throws Exception {
    var begun = System.nanoTime();
    var analysis = api.analyse(site.url("/good/" + good.incrementAndGet()));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    assertThat(analysis.getJsonObject("result").getJsonArray("presets")).isNotEmpty();
  }
}
