package vn.taivideonhanh.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.analysis.QueueMessages.Bound;
import vn.taivideonhanh.analysis.QueueMessages.Drain;
import vn.taivideonhanh.analysis.QueueMessages.End;
import vn.taivideonhanh.analysis.QueueMessages.Limited;
import vn.taivideonhanh.analysis.QueueMessages.Overview;
import vn.taivideonhanh.analysis.QueueMessages.Page;
import vn.taivideonhanh.analysis.QueueMessages.Pause;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.analysis.QueueMessages.Read;
import vn.taivideonhanh.analysis.QueueMessages.Settle;
import vn.taivideonhanh.analysis.QueueMessages.Since;
import vn.taivideonhanh.analysis.QueueMessages.Slow;
import vn.taivideonhanh.analysis.QueueMessages.Survey;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.QueueLimits;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.NewJob;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What operators ask over the bus, on a real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class QueueDeskTest {
  private static final String FIRST = "a".repeat(26);
  private static final String SECOND = "b".repeat(26);

  private Vertx vertx;
  private JobQueue queue;

  @BeforeEach
  void open(Vertx vertx, RedisStore store) {
    this.vertx = vertx;
    var config = ConfigLoader.load(null, Map.of("TVN_ANALYSIS_ATTEMPTS", "1"));
    queue = AnalysisVerticle.queue(config, store, InstantSource.system());
    new QueueDesk(queue).serve(vertx);
  }

  @Test
  void figures_and_jobs_are_told_in_the_words_of_analyses() {
    add(FIRST, "ann");
    add(SECOND, "bob");
    assertThat(survey().waiting()).isEqualTo(2);
    assertThat(jobs("waiting"))
        .extracting(QueuedJob::id, QueuedJob::person, QueuedJob::site, QueuedJob::url)
        .containsExactly(
            tuple(FIRST, "ann", "site.example", url(FIRST)),
            tuple(SECOND, "bob", "site.example", url(SECOND)));
    var second = QueueMessages.JOBS.ask(vertx, new Page("waiting", FIRST, 10)).await().jobs();
    assertThat(second).extracting(QueuedJob::id).containsExactly(SECOND);
  }

  @Test
  void a_paused_queue_starts_nothing_until_it_goes_on() {
    add(FIRST, "ann");
    QueueMessages.PAUSE.ask(vertx, new Pause(true)).await();
    assertThat(survey().paused()).isTrue();
    assertThat(queue.claim(5).await().jobs()).isEmpty();
    QueueMessages.PAUSE.ask(vertx, new Pause(false)).await();
    assertThat(survey().paused()).isFalse();
    assertThat(queue.claim(5).await().jobs()).hasSize(1);
  }

  @Test
  void configured_limits_are_told_at_the_start_and_when_they_are_read_again() {
    var config = new AtomicReference<>(sites("2"));
    new ConfiguredLimits(queue.control(), config::get).start(vertx);
    limited(new Limited("sites", 2, 0, 60)).timeout(20, TimeUnit.SECONDS).await();
    config.set(sites("3"));
    limited(new Limited("sites", 3, 0, 60)).timeout(20, TimeUnit.SECONDS).await();
  }

  private static QueueLimits sites(String running) {
    return ConfigLoader.load(null, Map.of("TVN_QUEUE_SITE_RUNNING", running)).queue();
  }

  private Future<?> limited(Limited by) {
    return QueueMessages.SURVEY
        .ask(vertx, new Survey())
        .compose(overview ->
            overview.limits().equals(List.of(by))
                ? Future.succeededFuture()
                : vertx.timer(20, TimeUnit.MILLISECONDS).compose(_ -> limited(by)));
  }

  @Test
  void dead_jobs_are_tried_again_or_forgotten() {
    add(FIRST, "ann");
    add(SECOND, "bob");
    queue.claim(2).await().jobs().forEach(this::giveUp);
    var dead = jobs("dead");
    assertThat(dead).extracting(QueuedJob::id).containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(dead.getFirst().problem()).isNotNull();
    assertThat(dead.getFirst().problem().code()).isEqualTo("site-unreachable");
    assertThat(settle(FIRST, true)).isEqualTo(1);
    assertThat(settle(SECOND, false)).isEqualTo(1);
    assertThat(settle(SECOND, true)).isZero();
    assertThat(survey()).extracting(Overview::waiting, Overview::dead).containsExactly(1L, 0L);
    assertUnknown(() -> QueueMessages.READ.ask(vertx, new Read(SECOND)).await());
  }

  @Test
  void a_job_is_ended_whoever_waits_and_an_empty_queue_is_made() {
    add(FIRST, "ann");
    add(SECOND, "bob");
    assertThat(QueueMessages.END.ask(vertx, new End(FIRST)).await().jobs()).isEqualTo(1);
    assertThat(QueueMessages.END.ask(vertx, new End(FIRST)).await().jobs()).isZero();
    assertThat(QueueMessages.DRAIN.ask(vertx, new Drain()).await().jobs()).isEqualTo(1);
    assertThat(survey().waiting()).isZero();
    var told = QueueMessages.READ.ask(vertx, new Read(FIRST)).await();
    assertThat(told.job().state()).isEqualTo("cancelled");
    assertThat(told.job().endedAt()).isNotNull();
    assertUnknown(() -> QueueMessages.END.ask(vertx, new End("z".repeat(26))).await());
  }

  @Test
  void limits_are_set_told_and_taken_away() {
    for (var lane : List.of("people", "sites", "person:ann", "site:site.example")) {
      var limit = new Limited(lane, 1, 30, 60);
      QueueMessages.LIMIT.ask(vertx, new Bound(limit)).await();
      assertThat(survey().limits()).contains(limit);
    }
    add(FIRST, "bob");
    add(SECOND, "bob");
    assertThat(queue.claim(5).await().jobs()).hasSize(1);
    QueueMessages.LIMIT.ask(vertx, new Bound(new Limited("people", 0, 0, 0))).await();
    assertThat(survey().limits()).extracting(Limited::lane).doesNotContain("people").hasSize(3);
  }

  @Test
  void a_site_is_left_alone_for_a_time() {
    QueueMessages.SLOW.ask(vertx, new Slow("site.example", 60)).await();
    add(FIRST, "ann");
    assertThat(queue.claim(5).await().jobs()).isEmpty();
  }

  @Test
  void what_happened_before_all_that_is_kept_is_not_made_up() {
    assertThat(QueueMessages.SINCE.ask(vertx, new Since("1-1")).await().events()).isNull();
  }

  private void add(String id, String person) {
    var job = new NewJob(id, person, 1, "", Records.question(url(id)), 0, 10);
    assertThat(queue.add(job.inGroup("site.example")).await()).isNotNull();
  }

  private static String url(String id) {
    return "https://site.example/" + id;
  }

  private void giveUp(Job job) {
    var failure = new Failure(ProblemCode.SITE_UNREACHABLE, "Try again.");
    Buffer cause = Records.failure(Views.trouble(failure));
    assertThat(queue.fail(job, cause, true).await()).isNotNull();
  }

  private Overview survey() {
    return QueueMessages.SURVEY.ask(vertx, new Survey()).await();
  }

  private List<QueuedJob> jobs(String state) {
    return QueueMessages.JOBS.ask(vertx, new Page(state, null, 10)).await().jobs();
  }

  private long settle(String id, boolean again) {
    return QueueMessages.SETTLE.ask(vertx, new Settle(List.of(id), again)).await().jobs();
  }

  private static void assertUnknown(Runnable ask) {
    assertThatThrownBy(ask::run)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ProblemCode.ANALYSIS_NOT_FOUND));
  }
}
