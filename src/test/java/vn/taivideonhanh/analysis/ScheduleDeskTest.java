package vn.taivideonhanh.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.QueueMessages.Page;
import vn.taivideonhanh.analysis.ScheduleMessages.AskSchedules;
import vn.taivideonhanh.analysis.ScheduleMessages.Keep;
import vn.taivideonhanh.analysis.ScheduleMessages.Remove;
import vn.taivideonhanh.analysis.ScheduleMessages.Upcoming;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.MutableClock;

/** Analyses at their times, on a real Redis and with the node's own workers. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class ScheduleDeskTest {
  private static final String URL = "https://site.example/watch?v=1";

  private final MutableClock clock = new MutableClock();
  private final ScriptedExtractor extractor = new ScriptedExtractor();
  private Vertx vertx;
  private List<String> deployed = List.of();

  @BeforeEach
  void open(Vertx vertx, RedisStore store) {
    this.vertx = vertx;
    var config = ConfigLoader.load(null, Map.of("TVN_ANALYSIS_WORKERS", "2"));
    var parts =
        new AnalysisParts(
            () -> config,
            clock,
            AnalysisVerticle.queue(config, store, clock),
            String::strip,
            () -> extractor,
            Set.of(),
            _ -> Future.succeededFuture(null),
            _ -> Future.succeededFuture(List.of()));
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    deployed =
        AnalysisVerticle.forNode(parts).stream()
            .map(verticle -> vertx.deployVerticle(verticle, options).await())
            .toList();
  }

  @AfterEach
  void close() {
    Future.all(deployed.stream().map(vertx::undeploy).toList()).await();
  }

  private List<Upcoming> keep(Keep keep) {
    return ScheduleMessages.KEEP.ask(vertx, keep).await().schedules();
  }

  private static Keep hourly(String name, String url) {
    return new Keep(name, url, 3600, null, null);
  }

  @Test
  void an_address_is_analysed_at_its_times() throws InterruptedException {
    assertThat(keep(hourly("front", " " + URL)))
        .containsExactly(
            new Upcoming(
                hourly("front", URL),
                clock.millis() + Duration.ofHours(1).toMillis(),
                null,
                false));
    clock.pass(Duration.ofHours(1));
    var first = extractor.next();
    assertThat(first.url()).isEqualTo(URL);
    var jobs = QueueMessages.JOBS.ask(vertx, new Page("active", null, 9)).await().jobs();
    assertThat(jobs).hasSize(1).first().extracting("person").isEqualTo("_schedules");
    var shown = AnalysisMessages.LOOK.ask(vertx, new Look(jobs.getFirst().id())).await();
    assertThat(shown.url()).isEqualTo(URL);
    first.succeed();
    var after = ScheduleMessages.ALL.ask(vertx, new AskSchedules()).await().schedules();
    assertThat(after)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.last()).isEqualTo(clock.millis());
          assertThat(one.skipped()).isFalse();
        });

    clock.pass(Duration.ofHours(1));
    extractor.next().succeed();
  }

  @Test
  void a_schedule_is_replaced_listed_and_taken_away() {
    var cron = new Keep("front", URL, null, "30 4 * * *", "Asia/Ho_Chi_Minh");
    assertThat(keep(hourly("front", URL))).hasSize(1);
    assertThat(keep(cron)).hasSize(1);
    assertThat(ScheduleMessages.ALL.ask(vertx, new AskSchedules()).await().schedules())
        .extracting(Upcoming::schedule)
        .containsExactly(cron);
    assertThat(ScheduleMessages.REMOVE.ask(vertx, new Remove("front")).await().schedules())
        .isEmpty();
    assertThatThrownBy(() -> ScheduleMessages.REMOVE.ask(vertx, new Remove("front")).await())
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, -",
        "60, 0 * * * *, -, -",
        "-, 61 * * * *, -, cron",
        "-, 0 * * *, -, cron",
        "-, 0 * * * *, Mars/Olympus, zone"
      })
  void times_that_are_none_are_refused(Integer seconds, String cron, String zone, String field) {
    assertThatThrownBy(() -> keep(new Keep("front", URL, seconds, cron, zone)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
              assertThat(failure.field()).isEqualTo(field);
            });
  }
}
