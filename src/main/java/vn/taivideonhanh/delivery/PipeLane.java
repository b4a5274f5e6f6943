package vn.taivideonhanh.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Limits;

/** Hands on what a yt-dlp writes: for formats that nobody else can fetch. */
final class PipeLane {
  private static final long MEMORY = 1L << 30;

  /** yt-dlp analyses the page again before it sends anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Reading reading;
  private final Session session;
  private final DeliveryRequest request;
  private final Workshop workshop;

  PipeLane(Reading reading, Session session, DeliveryRequest request, Workshop workshop) {
    this.reading = reading;
    this.session = session;
    this.request = request;
    this.workshop = workshop;
  }

  void run(StreamPlan.Pipe plan) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    var command = new YtDlpCommand(workshop.ytDlp()).of(plan);
    workshop.slots().take(session);
    var files = reading.vertx().fileSystem();
    files
        .createTempDirectory(workshop.directory().toString(), "pipe-", "rwx------")
        .compose(home -> {
          session.atEnd(() -> files.deleteRecursive(home).onComplete(_ -> {}, _ -> {}));
          var limits = Limits.LOOSE.withWall(reading.limits().muxMax()).withMemory(MEMORY);
          var spec = ChildSpec.of(Path.of(home), command).withLimits(limits);
          var alone =
              Map.of(
                  "XDG_CONFIG_HOME", home + "/none",
                  "XDG_CACHE_HOME", home + "/none",
                  "YTDLP_NO_PLUGINS", "1");
          return body.spawn(workshop.children(), spec.withEnvironment(alone), PATIENCE);
        })
        .onSuccess(child -> body.pass(child, new DurationPatch(), () -> true))
        .onFailure(session::fail);
  }
}
