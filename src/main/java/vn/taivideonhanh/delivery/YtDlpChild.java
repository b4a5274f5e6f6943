package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.time.Duration;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.Limits;

/** Starts a yt-dlp that writes one format; it writes no file. */
record YtDlpChild(Reading reading, Session session, Workshop workshop) {
  private static final long MEMORY = 1L << 30;
  private static final int PROCESSES = 64;

  /** yt-dlp analyses the page again before it sends anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Future<ChildFlow> start(StreamPlan.Head head, String formatId) {
    var limits =
        Limits.LOOSE
            .withWall(reading.limits().muxMax())
            .withMemory(MEMORY)
            .withProcesses(PROCESSES);
    var run = workshop.ytDlp().stream(formatId, head.pageUrl());
    session.atEnd(run.release());
    var spec = run.spec().withLimits(limits);
    return ChildFlow.spawn(workshop.children(), spec, session, PATIENCE);
  }
}
