package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Limits;

/** Starts a yt-dlp that writes one format, in a folder of its own that goes with the session. */
record YtDlpChild(Reading reading, Session session, Workshop workshop) {
  private static final long MEMORY = 1L << 30;

  /** yt-dlp analyses the page again before it sends anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Future<ChildFlow> start(StreamPlan.Head head, String formatId) {
    var command = new YtDlpCommand(workshop.ytDlp()).of(head.pageUrl(), formatId);
    var files = reading.vertx().fileSystem();
    return files
        .createTempDirectory(workshop.directory().toString(), "pipe-", "rwx------")
        .compose(home -> {
          session.atEnd(() -> files.deleteRecursive(home).onComplete(_ -> {}, _ -> {}));
          var spec = ChildSpec.of(Path.of(home), command).withEnvironment(alone(home));
          return ChildFlow.spawn(workshop.children(), limited(spec), session, PATIENCE);
        });
  }

  private ChildSpec limited(ChildSpec spec) {
    return spec.withLimits(Limits.LOOSE.withWall(reading.limits().muxMax()).withMemory(MEMORY));
  }

  private static Map<String, String> alone(String home) {
    return Map.of(
        "XDG_CONFIG_HOME", home + "/none",
        "XDG_CACHE_HOME", home + "/none",
        "YTDLP_NO_PLUGINS", "1");
  }
}
