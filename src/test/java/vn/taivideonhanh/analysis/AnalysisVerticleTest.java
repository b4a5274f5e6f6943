package vn.taivideonhanh.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.analysis.AnalysisMessages.Analysis;
import vn.taivideonhanh.analysis.AnalysisMessages.Cancel;
import vn.taivideonhanh.analysis.AnalysisMessages.Fetch;
import vn.taivideonhanh.analysis.AnalysisMessages.Look;
import vn.taivideonhanh.analysis.AnalysisMessages.Renew;
import vn.taivideonhanh.analysis.AnalysisMessages.State;
import vn.taivideonhanh.analysis.AnalysisMessages.Step;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.extract.JobLimit;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** The verticles of a node on a real Redis, asked over the bus; extractions end when told to. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class AnalysisVerticleTest {
  private static final Identity ANN = new Identity("ann", Identity.Kind.GUEST, "free");
  private static final Identity BOB = new Identity("bob", Identity.Kind.GUEST, "free");
  private static final String URL = "https://site.example/watch";

  private final ScriptedExtractor extractor = new ScriptedExtractor();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private RedisStore store;
  private List<String> deployed = List.of();

  @BeforeEach
  void open(Vertx vertx, RedisAddress address, RedisStore empty) {
    this.vertx = vertx;
    assertThat(empty).isNotNull();
    store = new RedisStore(vertx, address, Duration.ofSeconds(5));
    AnalysisMessages.CHANGED
        .hear(vertx, changed -> news.add(changed.requestId()))
        .completion()
        .await();
  }

  @AfterEach
  void close() {
    undeploy();
    store.close().await();
  }

  private void deploy(Map<String, String> environment) {
    var config = ConfigLoader.load(null, environment);
    var queue = AnalysisVerticle.queue(config, store, InstantSource.system());
    var parts =
        new AnalysisParts(
            () -> config,
            InstantSource.system(),
            queue,
            String::strip,
            () -> extractor,
            Set.of("libmp3lame"),
            file -> Future.succeededFuture(file.url().endsWith("720.mp4") ? 7_200_000L : null),
            _ -> Future.succeededFuture(List.of()));
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    var ids = new ArrayList<String>();
    for (var verticle : AnalysisVerticle.forNode(parts)) {
      ids.add(vertx.deployVerticle(verticle, options).await());
    }
    deployed = List.copyOf(ids);
  }

  private void undeploy() {
    Future.all(deployed.stream().map(vertx::undeploy).toList()).await();
  }

  private void deploy() {
    deploy(Map.of());
  }

  @Test
  void an_address_becomes_a_result_with_presets() throws InterruptedException {
    deploy();
    var queued = submit(ANN, " " + URL + " ");
    assertThat(queued.requestId()).matches("[0-9a-z]{26}");
    assertThat(queued.url()).isEqualTo(URL);

    var extraction = extractor.next();
    assertThat(until(queued, State.ACTIVE).step()).isEqualTo(Step.READING);
    extraction.step().accept("formats");
    assertThat(step(queued).timeout(5, TimeUnit.SECONDS).await()).isEqualTo(Step.FORMATS);
    extraction.succeed();

    var completed = until(queued, State.COMPLETED);
    assertThat(completed.finishedAt()).isGreaterThanOrEqualTo(completed.submittedAt());
    var result = completed.result();
    assertThat(result).isNotNull();
    assertThat(result.media().formats()).extracting(Format::source).containsOnlyNulls();
    assertThat(result.media().formats())
        .extracting(Format::size)
        .containsExactly(Size.estimated(360_000), Size.exact(7_200_000));
    assertThat(result.presets()).extracting("height").contains(720, 360);
    assertThat(news).contains(queued.requestId());

    var fetched = AnalysisMessages.FETCH.ask(vertx, new Fetch(queued.requestId())).await();
    assertThat(fetched.media().formats()).extracting(Format::source).doesNotContainNull();
    assertThat(fetched.analysedAt()).isEqualTo(completed.finishedAt());
  }

  @Test
  void the_same_address_is_analysed_once() throws InterruptedException {
    deploy();
    var first = submit(ANN, URL);
    assertThat(submit(BOB, URL).requestId()).isEqualTo(first.requestId());
    extractor.next().succeed();
    until(first, State.COMPLETED);
    assertThat(submit(BOB, URL).state()).isEqualTo(State.COMPLETED);
    assertThat(extractor.idle()).isTrue();
  }

  @Test
  void only_the_last_who_waits_can_cancel() throws InterruptedException {
    deploy();
    var analysis = submit(ANN, URL);
    submit(BOB, URL);
    var extraction = extractor.next();
    var id = analysis.requestId();
    assertThat(AnalysisMessages.CANCEL.ask(vertx, new Cancel(ANN, id)).await().state())
        .isEqualTo(State.ACTIVE);
    assertThat(AnalysisMessages.CANCEL.ask(vertx, new Cancel(BOB, id)).await().state())
        .isEqualTo(State.CANCELLED);
    assertThatThrownBy(() -> extraction.end().future().await()).isInstanceOf(Failure.class);
    assertFails(ProblemCode.ANALYSIS_CANCELLED, fetch(id));
  }

  @Test
  void what_may_pass_is_tried_again_and_the_rest_is_not() throws InterruptedException {
    deploy();
    var removed = submit(ANN, URL + "/removed");
    extractor.next().fail(ProblemCode.VIDEO_REMOVED);
    var failed = until(removed, State.FAILED);
    assertThat(failed.problem()).isNotNull();
    assertThat(failed.problem().code()).isEqualTo("video-removed");
    assertThat(failed.attempt()).isEqualTo(1);
    assertFails(ProblemCode.VIDEO_REMOVED, fetch(removed.requestId()));
    assertThat(submit(BOB, URL + "/removed").requestId()).isEqualTo(removed.requestId());

    var flaky = submit(ANN, URL + "/flaky");
    extractor.next().fail(ProblemCode.SITE_UNREACHABLE);
    extractor.next().succeed();
    assertThat(until(flaky, State.COMPLETED).attempt()).isEqualTo(2);
  }

  @Test
  void what_has_used_up_its_limits_is_not_tried_again() throws InterruptedException {
    deploy();
    var bomb = submit(ANN, URL + "/bomb");
    var endless = JobLimit.reached(ProblemCode.SITE_TIMEOUT, "Because the test says so.");
    extractor.next().end().tryFail(endless);
    assertThat(until(bomb, State.FAILED).attempt()).isEqualTo(1);

    var slow = submit(ANN, URL + "/slow");
    extractor.next().fail(ProblemCode.SITE_TIMEOUT);
    extractor.next().succeed();
    assertThat(until(slow, State.COMPLETED).attempt()).isEqualTo(2);
    assertThat(extractor.idle()).isTrue();
  }

  @Test
  void a_hundred_renewals_make_one_job() throws InterruptedException {
    deploy();
    var analysis = submit(ANN, URL);
    extractor.next().succeed();
    until(analysis, State.COMPLETED);
    var old = AnalysisMessages.FETCH.ask(vertx, new Fetch(analysis.requestId())).await();
    var renewals =
        IntStream.range(0, 100)
            .mapToObj(_ -> AnalysisMessages.RENEW.ask(vertx, new Renew(URL, old.analysedAt())))
            .toList();
    extractor.next().succeed();
    Future.all(renewals).await();
    assertThat(renewals)
        .allSatisfy(
            renewal -> assertThat(renewal.result().analysedAt()).isGreaterThan(old.analysedAt()));
    assertThat(extractor.idle()).isTrue();
    assertThat(submit(BOB, URL).requestId()).isNotEqualTo(analysis.requestId());
  }

  @Test
  void a_person_cannot_fill_the_queue() throws InterruptedException {
    deploy(
        Map.of(
            "TVN_ANALYSIS_WAITING_PER_PERSON",
            "1",
            "TVN_ANALYSIS_WORKERS",
            "1",
            "TVN_ANALYSIS_JOBS_PER_WORKER",
            "1"));
    submit(ANN, URL + "/1");
    assertThat(extractor.next().url()).isEqualTo(URL + "/1");
    var second = submit(ANN, URL + "/2");
    assertThat(second.place()).isEqualTo(1);
    assertFails(
        ProblemCode.TOO_MANY_ANALYSES,
        AnalysisMessages.SUBMIT.ask(vertx, new Submit(ANN, URL + "/3")));
    assertThat(submit(BOB, URL + "/4").place()).isEqualTo(2);
  }

  @Test
  void what_is_not_known_is_not_found() {
    deploy();
    for (var id : List.of("a".repeat(26), "../../etc", "")) {
      assertFails(ProblemCode.ANALYSIS_NOT_FOUND, AnalysisMessages.LOOK.ask(vertx, new Look(id)));
      assertFails(
          ProblemCode.ANALYSIS_NOT_FOUND, AnalysisMessages.CANCEL.ask(vertx, new Cancel(ANN, id)));
    }
  }

  @Test
  void an_analysis_outlives_a_restart() throws InterruptedException {
    deploy();
    var analysis = submit(ANN, URL);
    assertThat(extractor.next().url()).isEqualTo(URL);
    undeploy();

    deploy();
    extractor.next().succeed();
    assertThat(until(analysis, State.COMPLETED).attempt()).isEqualTo(1);
  }

  @CanIgnoreReturnValue
  private Analysis submit(Identity who, String url) {
    return AnalysisMessages.SUBMIT.ask(vertx, new Submit(who, url)).await();
  }

  private Future<?> fetch(String id) {
    return AnalysisMessages.FETCH.ask(vertx, new Fetch(id));
  }

  @CanIgnoreReturnValue
  private Analysis until(Analysis analysis, State state) {
    return reached(analysis.requestId(), state).timeout(10, TimeUnit.SECONDS).await();
  }

  private Future<Analysis> reached(String id, State state) {
    return AnalysisMessages.LOOK
        .ask(vertx, new Look(id))
        .compose(analysis ->
            analysis.state() == state
                ? Future.succeededFuture(analysis)
                : soon().compose(_ -> reached(id, state)));
  }

  private Future<Step> step(Analysis analysis) {
    return reached(analysis.requestId(), State.ACTIVE)
        .compose(now ->
            now.step() == Step.FORMATS
                ? Future.succeededFuture(Step.FORMATS)
                : soon().compose(_ -> step(analysis)));
  }

  private Future<?> soon() {
    return vertx.timer(10, TimeUnit.MILLISECONDS);
  }

  private static void assertFails(ProblemCode code, Future<?> future) {
    assertThatThrownBy(future::await)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
