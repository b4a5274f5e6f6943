package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.hostile.HostileSite;
import vn.taivideonhanh.hostile.Trap;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;

/** What the warm form withstands, yt-dlp's own program does too. */
class HostileColdTest {
  private final Vertx vertx = Vertx.vertx();
  private final Children children =
      new Children(vertx, Cage.probe(new Sandbox("auto", Level.NONE), null));

  /**
   * The worst of each sort, with its problem; on a slow machine any of them may run out of time.
   */
  private static final Map<String, ProblemCode> WORST =
      Map.of(
          "/flood/iframes", ProblemCode.SITE_TIMEOUT,
          "/flood/drip", ProblemCode.SITE_TIMEOUT,
          "/flood/page", ProblemCode.SITE_FAILED,
          "/flood/deflate", ProblemCode.SITE_FAILED,
          "/page/naming-file", ProblemCode.SITE_UNSUPPORTED,
          "/page/moved-loopback", ProblemCode.DESTINATION_NOT_ALLOWED,
          "/list/master-loopback.m3u8", ProblemCode.DESTINATION_NOT_ALLOWED);

  @Test
  void each_job_ends_with_its_problem() throws Exception {
    try (var trap = new Trap();
        var site = new HostileSite(trap)) {
      var config =
          TestTools.config(
              Map.of(
                  "TVN_EGRESS_ALLOW", site.pair(),
                  "TVN_ANALYSIS_JOBS_PER_WORKER", "8",
                  "TVN_ANALYSIS_TIMEOUT", "12s",
                  "TVN_ANALYSIS_CPU", "4s",
                  "TVN_ANALYSIS_MEMORY_MI_B", "512"));
      var tools = TestTools.find(children, config);
      var guard = EgressGuard.start(vertx, config).await();
      var reader = new MediaInfoReader(new Intake(config.egress(), null)::canonicalSource);
      var bench = new Bench(children, tools, config.analysis(), reader, guard);
      var extractor = new CommandLineExtractor(bench);
      var jobs = new HashMap<String, Future<?>>();
      for (var path : WORST.keySet()) {
        jobs.put(path, extractor.extract("job" + jobs.size(), site.url(path), _ -> {}));
      }
      jobs.forEach((path, job) ->
          assertThat(code(job)).as(path).isIn(WORST.get(path), ProblemCode.SITE_TIMEOUT));
      assertThat(extractor.extract("next", site.url("/good/1"), _ -> {}).await().formats())
          .hasSize(1);
      assertThat(isFinal(Objects.requireNonNull(jobs.get("/flood/iframes")))).isTrue();
      assertThat(trap.visits()).isEmpty();
      assertThat(guard.passes()).isZero();
      assertThat(children.live()).isZero();
      guard.close().await(10, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void close() throws Exception {
    children.close().await(10, TimeUnit.SECONDS);
    vertx.close().await();
  }

  /** It has used up its processor time, which another try would only cost again. */
  private static boolean isFinal(Future<?> job) {
    return job.map(false).otherwise(cause -> JobLimit.isCauseOf(Failure.of(cause))).await();
  }

  private static ProblemCode code(Future<?> job) {
    return job.<ProblemCode>map(_ -> ProblemCode.INTERNAL)
        .otherwise(cause -> Failure.of(cause).code())
        .await();
  }
}
