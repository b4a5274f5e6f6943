package vn.taivideonhanh.freshness;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.extract.ChangingExtractor;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.extract.Extractors;
import vn.taivideonhanh.extract.MeasuredExtractor;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.extract.Tools;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.freshness.FreshnessMessages.RolledBack;
import vn.taivideonhanh.freshness.FreshnessMessages.State;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.redis.RedisStore;

/** A node with a data directory, one extractor, and what keeps its yt-dlp fresh. */
final class Node implements AutoCloseable {
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final LinkedBlockingQueue<RolledBack> takenBack = new LinkedBlockingQueue<>();
  final ToolsInUse tools;
  final Extractor extractor;
  private final Vertx vertx = Vertx.vertx();
  private final Children children = new Children(vertx);
  private final EgressGuard guard;
  private final String deployment;

  Node(Path data, RedisStore store, Map<String, String> more) throws Exception {
    var settings = new HashMap<>(more);
    settings.put("TVN_DATA_DIR", data.toString());
    settings.putIfAbsent("TVN_RELEASES_CHECK", "1s");
    settings.put("TVN_TOOLS_JAVASCRIPT", "/nowhere");
    AppConfig config = ConfigLoader.load(null, settings);
    var clock = InstantSource.system();
    var found = Tools.discover(children, config, clock).await();
    guard = EgressGuard.start(vertx, config).await();
    var intake = new Intake(config.egress(), null);
    var bounds = new Extractors.Bounds(intake::canonicalSource, guard);
    var stock = Stock.of(found, config, clock);
    tools = new ToolsInUse(stock.first());
    var keeper =
        new FreshnessVerticle(
            new FreshnessParts(config, stock, tools, children, bounds, store, clock, meters));
    FreshnessMessages.ROLLED_BACK.hear(vertx, takenBack::add).completion().await();
    var measures = new MeasuredExtractor.Measures(meters, new AtomicInteger(), keeper.watch());
    extractor =
        new ChangingExtractor(
            vertx,
            tools,
            each ->
                new MeasuredExtractor(
                    Extractors.create(children, each, config, bounds),
                    Stock.version(each),
                    measures),
            60_000);
    extractor.start().await(60, TimeUnit.SECONDS);
    deployment = vertx.deployVerticle(keeper).await();
  }

  String inUse() {
    Toolbox now = tools.current();
    return Stock.version(now);
  }

  State state() {
    return FreshnessMessages.LOOK.ask(vertx, new FreshnessMessages.Look()).await();
  }

  @CanIgnoreReturnValue
  <Q extends Record> State ask(Endpoint<Q, State> endpoint, Q question) {
    return endpoint.ask(vertx, question).await();
  }

  /** What becomes of a version, as it is told now. */
  FreshnessMessages.Kept kept(String version) {
    return state().versions().stream()
        .filter(kept -> kept.version().equals(version))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no version " + version));
  }

  boolean isBad(String version) {
    return state().versions().stream()
        .anyMatch(kept ->
            kept.version().equals(version) && kept.verdict() == FreshnessMessages.Verdict.BAD);
  }

  /** Looks again and again until it is so. */
  static void until(String what, Callable<Boolean> holds) throws Exception {
    var end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Override
  public void close() throws TimeoutException {
    vertx.undeploy(deployment).await();
    var _ = extractor.stop().otherwiseEmpty().await(60, TimeUnit.SECONDS);
    children.close().await(60, TimeUnit.SECONDS);
    guard.close().await(60, TimeUnit.SECONDS);
    vertx.close().await();
  }
}
