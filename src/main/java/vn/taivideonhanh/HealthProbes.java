package vn.taivideonhanh;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.extract.ToolsInUse;
import vn.taivideonhanh.monitoring.PartHealth;
import vn.taivideonhanh.monitoring.Probe;
import vn.taivideonhanh.monitoring.Probes;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Consumption;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.redis.RedisHealth;
import vn.taivideonhanh.redis.RedisStore;

/** What the health page asks of each part, and what it says. */
final class HealthProbes {
  private static final long OLD_DAYS = 60;

  private final AppConfig config;
  private final RedisStore store;
  private final JobQueue queue;
  private final ToolsInUse tools;
  private final Children children;

  HealthProbes(
      AppConfig config, RedisStore store, JobQueue queue, ToolsInUse tools, Children children) {
    this.config = config;
    this.store = store;
    this.queue = queue;
    this.tools = tools;
    this.children = children;
  }

  List<Probe> all() {
    return List.of(
        new Probe("redis", true, () -> store.health().map(HealthProbes::redis)),
        new Probe("queue", true, this::queue),
        new Probe("yt-dlp", false, () -> Future.succeededFuture(ytDlp())),
        Probes.fixed("ffmpeg", false, ffmpeg()),
        Probes.disk(children.vertx(), config.data().dir().toAbsolutePath()),
        new Probe("sandbox", false, () -> Future.succeededFuture(sandbox())),
        new Probe("children", false, this::children));
  }

  /** Down from the moment that the server is told to end: proxies ask others then. */
  static Probe ending(BooleanSupplier told) {
    return new Probe("end", true, () -> Future.succeededFuture(end(told.getAsBoolean())), told);
  }

  private static PartHealth end(boolean told) {
    return told
        ? PartHealth.down("The server is ending.", Map.of())
        : PartHealth.up("Nobody has told the server to end.", Map.of());
  }

  /** How many nodes see each other; whatever it says, each of them serves. */
  static Probe cluster(Vertx vertx) {
    return new Probe("cluster", false, () -> Future.succeededFuture(members(vertx)));
  }

  private static PartHealth members(Vertx vertx) {
    var manager = ((VertxInternal) vertx).clusterManager();
    if (manager == null || !manager.isActive()) {
      return PartHealth.degraded(
          "This node could not join and serves alone; the log says why. Restart it.",
          Map.of("members", 0));
    }
    var members = manager.getNodes().size();
    return PartHealth.up(
        members == 1 ? "No other node is in sight." : members + " nodes see each other.",
        Map.of("members", members));
  }

  /** Whether children have a way to sites; without it no page can be analysed. */
  static Probe guard(EgressGuard guard) {
    return new Probe("guard", true, () -> Future.succeededFuture(guarded(guard)));
  }

  private static PartHealth guarded(EgressGuard guard) {
    Map<String, Object> figures =
        Map.of(
            "jobs", guard.passes(),
            "refusals", guard.refusals(),
            "astray", guard.astray(),
            "lockOuts", guard.lockOuts());
    return guard.listens()
        ? PartHealth.up("Children reach sites through it.", figures)
        : PartHealth.down("It does not listen; no page can be read. Restart the server.", figures);
  }

  private static PartHealth redis(RedisHealth health) {
    Map<String, Object> figures =
        Map.of("latencyMillis", health.latency().toNanos() / 1e6, "usedBytes", health.usedBytes());
    return health.warnings().isEmpty()
        ? PartHealth.up(health.version() + " answers.", figures)
        : PartHealth.degraded(String.join(" ", health.warnings()), figures);
  }

  private Future<PartHealth> queue() {
    return queue
        .depth()
        .map(depth ->
            PartHealth.up(
                "%d waiting, %d active.".formatted(depth.waiting(), depth.active()),
                Map.of(
                    "waiting", depth.waiting(),
                    "delayed", depth.delayed(),
                    "active", depth.active(),
                    "dead", depth.dead())));
  }

  private PartHealth ytDlp() {
    var found = tools.current().ytDlp();
    if (found == null) {
      return PartHealth.down("yt-dlp was not found; scripts/fetch-tools fetches it.", Map.of());
    }
    var javascript = tools.current().javascript();
    Map<String, Object> figures =
        Map.of(
            "version", found.version(),
            "ageDays", found.ageDays(),
            "warm", found.importable(),
            "javascript",
                javascript == null
                    ? "none"
                    : javascript.program().getFileName() + " " + javascript.version());
    var problem = tools.current().problems().stream().filter(p -> p.contains("yt-dlp")).findFirst();
    if (problem.isPresent()) {
      return PartHealth.degraded(problem.get(), figures);
    }
    return found.ageDays() > OLD_DAYS
        ? PartHealth.degraded(
            "yt-dlp is %d days old; scripts/fetch-tools --update fetches a newer one."
                .formatted(found.ageDays()),
            figures)
        : PartHealth.up("yt-dlp " + found.version() + ".", figures);
  }

  private PartHealth ffmpeg() {
    var found = tools.current().ffmpeg();
    if (found == null) {
      return PartHealth.down("ffmpeg was not found; install the package ffmpeg.", Map.of());
    }
    var lack = Encoders.lack(tools.current());
    Map<String, Object> figures = Map.of("version", found.version());
    return lack == null
        ? PartHealth.up("ffmpeg " + found.version() + ".", figures)
        : PartHealth.degraded(lack, figures);
  }

  private PartHealth sandbox() {
    var cage = children.cage();
    Map<String, Object> figures =
        Map.of(
            "level", cage.level().toString(),
            "strength", cage.level().compareTo(Sandbox.Level.NONE),
            "ports", cage.holdsPorts(),
            "ownNetwork", cage.ownNetwork() ? 1 : 0);
    var sentence = "Children: " + Sandboxes.described(cage) + ".";
    return cage.level() == Sandbox.Level.NONE && config.sandbox().named() == null
        ? PartHealth.degraded(sentence + " docs/sandbox.md says what to do.", figures)
        : PartHealth.up(sentence, figures);
  }

  private Future<PartHealth> children() {
    return children
        .vertx()
        .executeBlocking(Consumption::now, false)
        .map(Objects::requireNonNull)
        .map(all ->
            PartHealth.up(
                "Child processes.",
                Map.of(
                    "live", children.live(),
                    "processes", all.processes(),
                    "cpuSeconds", all.cpu().toMillis() / 1e3,
                    "residentBytes", all.residentBytes())));
  }
}
