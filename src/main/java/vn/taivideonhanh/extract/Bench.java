package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Pass;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.process.Children;

/** What every extractor works with. */
record Bench(
    Children children,
    Toolbox tools,
    AppConfig.Analysis limits,
    MediaInfoReader reader,
    Proxies proxies) {
  private static final int MIB = 1 << 20;

  /** A job's way out; throws the failure that it ends with when there is none. */
  Pass pass(String jobId) {
    return proxies.open(jobId, Proxies.Kind.ANALYSIS);
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
