package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Set;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Pass;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Door;
import vn.taivideonhanh.process.Limits;

/** What every extractor works with. */
record Bench(
    Children children,
    Toolbox tools,
    AppConfig.Analysis limits,
    MediaInfoReader reader,
    Proxies proxies) {
  private static final int MIB = 1 << 20;

  /** A JavaScript runtime has some thirty threads. */
  static final int PROCESSES = 64;

  /** A job's way out; throws the failure that it ends with when there is none. */
  Pass pass(String jobId) {
    return proxies.open(jobId, Proxies.Kind.ANALYSIS);
  }

  /**
   * What a failure of a job with that pass means. What its own limits end needs no other reason.
   */
  static Failure explain(Pass pass, Failure said) {
    return JobLimit.isCauseOf(said) ? said : pass.explain(said);
  }

  /** What is open to all jobs alike: the guard, which asks each who it is. */
  Set<Door> doors() {
    int port = proxies.port();
    return port == 0 ? Set.of() : Set.of(new Door(port, proxies.socket()));
  }

  Vertx vertx() {
    return children.vertx();
  }

  long memoryBytes() {
    return (long) limits.memoryMiB() * MIB;
  }

  int outputBytes() {
    return limits.outputMiB() * MIB;
  }

  /** What one analysis may use. */
  Limits bounds() {
    return Limits.LOOSE
        .withWall(limits.timeout())
        .withCpu(limits.cpu())
        .withMemory(memoryBytes())
        .withFileSize(0)
        .withProcesses(PROCESSES);
  }

  /**
   * Reads a result off the event loop, since it may hold twenty thousand addresses, and those of
   * one extractor one after the other, since each may take a hundred megabytes for a moment.
   */
  Future<MediaInfo> read(String pageUrl, String json) {
    return vertx()
        .executeBlocking(() -> reader.read(pageUrl, json), true)
        .map(Objects::requireNonNull);
  }
}
