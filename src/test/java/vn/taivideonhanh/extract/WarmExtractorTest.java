package vn.taivideonhanh.extract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.Storyboard;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;

/** The real yt-dlp, kept warm, against a real site on loopback. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarmExtractorTest {
  private final Vertx vertx = Vertx.vertx();
  // Process numbers are the machine's on this level, and the tests look for them.
  private final Children children =
      new Children(vertx, Cage.probe(new Sandbox("landlock-net", Sandbox.Level.NONE), null));
  private final TestSite site;
  private final EgressGuard guard;
  private final Bench bench;
  private final Extractor extractor;

  WarmExtractorTest() throws IOException {
    site = new TestSite();
    var config =
        TestTools.config(
            Map.of(
                "TVN_ANALYSIS_CPU",
                "2s",
                "TVN_ANALYSIS_JOBS_PER_WORKER",
                "4",
                "TVN_EGRESS_ALLOW",
                site.url("").substring(7) + ",127.0.0.1:1"));
    guard = EgressGuard.start(vertx, config).await();
    var tools = TestTools.find(children, config);
    var reader = new MediaInfoReader(TestTools.INTAKE);
    bench = new Bench(children, tools, config.analysis(), reader, guard);
    var bounds = new Extractors.Bounds(TestTools.INTAKE, guard);
    extractor = Extractors.create(children, tools, config, bounds);
  }

  @BeforeAll
  void start() throws Exception {
    assertThat(extractor).isInstanceOf(WarmExtractor.class);
    extractor.start().await(60, TimeUnit.SECONDS);
  }

  @AfterAll
  void stop() throws Exception {
    extractor.stop().await(10, TimeUnit.SECONDS);
    assertThat(guard.passes()).isZero();
    guard.close().await(10, TimeUnit.SECONDS);
    children.close().await(10, TimeUnit.SECONDS);
    site.close();
    vertx.close().await();
  }

  @Test
  void one_that_cannot_be_started_says_so_and_is_tried_again_after_a_pause() throws Exception {
    var thrown = new CopyOnWriteArrayList<Throwable>();
    vertx.exceptionHandler(thrown::add);
    var gone = new Children(vertx);
    gone.close().await(10, TimeUnit.SECONDS);
    var broken =
        new WarmExtractor(new Bench(gone, bench.tools(), bench.limits(), bench.reader(), guard));
    var failure = catchThrowableOfType(Failure.class, () -> wait(broken.start()));
    assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    wait(broken.stop());
    assertThat(thrown).isEmpty();
  }

  @Test
  void several_sources_of_one_video_are_files() throws Exception {
    var steps = new CopyOnWriteArrayList<String>();
    var media = wait(extractor.extract("steps", site.url("/sources.html"), steps::add));
    assertThat(steps).containsExactly("reading", "formats");
    assertThat(media.site()).as("an unknown site is its host").startsWith("127.0.0.1:");
    assertThat(media.title()).isEqualTo("A title");
    assertThat(media.pageUrl()).isEqualTo(site.url("/sources.html"));
    assertThat(media.formats())
        .extracting(format -> source(format).url())
        .containsExactlyInAnyOrder(site.url("/a.mp4"), site.url("/b.webm"));
    assertThat(media.formats()).allMatch(format -> format.source() instanceof Source.File);
  }

  @Test
  void linked_data_tells_title_and_duration() throws Exception {
    var media = analyse("/linked.html");
    assertThat(media.title()).isEqualTo("Linked");
    assertThat(media.durationSeconds()).isEqualTo(65.0);
  }

  @Test
  void a_master_playlist_gives_video_and_audio_apart() throws Exception {
    var media = analyse("/hls.html");
    assertThat(media.formats()).allMatch(format -> format.source() instanceof Source.Hls);
    assertThat(media.formats())
        .extracting(Format::height, Format::hasVideo, Format::hasAudio)
        .containsExactly(
            tuple(720, true, false), tuple(360, true, false), tuple(null, false, true));
    assertThat(media.formats().getLast().language()).isEqualTo("vi");
    assertThat(media.formats().getLast().audioCodec()).isEqualTo("mp4a.40.2");
  }

  @Test
  void a_manifest_gives_the_parts_of_each_track() throws Exception {
    var media = analyse("/dash.html");
    var video = source(media.formats().getFirst());
    assertThat(video)
        .isEqualTo(
            new Source.Dash(
                site.url("/main.mpd"),
                video.headers(),
                "v1",
                1_000_000L,
                new Source.Parts(
                    site.url("/"), video.headers(), List.of("v-init.mp4", "v-1.m4s", "v-2.m4s"))));
    assertThat(video.headers()).containsKey("User-Agent");
    assertThat(media.formats().getLast().hasVideo()).isFalse();
  }

  @Test
  void a_manifest_gives_a_storyboard_and_how_it_is_divided() throws Exception {
    var media = analyse("/board.html");
    assertThat(media.formats()).hasSize(2);
    var board = media.storyboard();
    assertThat(board).isNotNull();
    assertThat(board.shown()).isEqualTo(new Storyboard(4, 3, 160, 90, 0.5, 2, List.of(), Map.of()));
    assertThat(board.addresses()).containsExactly(site.url("/b-1.jpg"), site.url("/b-2.jpg"));
    assertThat(board.headers()).containsKey("User-Agent");
  }

  @Test
  void what_is_no_web_address_is_not_offered() throws Exception {
    var media = analyse("/hostile.html");
    assertThat(media.formats()).extracting(Format::id).containsExactly("good");
    assertThat(media.thumbnail()).isNull();
  }

  @Test
  void the_command_line_gives_the_same() throws Exception {
    var slow = new CommandLineExtractor(bench);
    for (var page : List.of("/dash.html", "/linked.html")) {
      var url = site.url(page);
      assertThat(wait(slow.extract("cli", url, _ -> {})))
          .usingRecursiveComparison()
          // Each yt-dlp takes one of many browsers' names, by chance.
          .ignoringFields("formats.source.headers", "formats.source.listed.headers")
          .isEqualTo(analyse(page));
    }
    var failure = failure(slow.extract("cli", site.url("/nothing.html"), _ -> {}));
    assertThat(failure.code()).isEqualTo(ProblemCode.SITE_UNSUPPORTED);
  }

  @Test
  void failures_of_the_site_have_their_codes() {
    assertThat(failureOf("/nothing.html").code()).isEqualTo(ProblemCode.SITE_UNSUPPORTED);
    assertThat(failureOf("/no-such-page").code()).isEqualTo(ProblemCode.VIDEO_REMOVED);
    assertThat(failureOf("/busy.html").code()).isEqualTo(ProblemCode.SITE_RATE_LIMITED);
    var nobody = failure(extractor.extract("nobody", "http://127.0.0.1:1/", _ -> {}));
    assertThat(nobody.code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
    assertThat(nobody.retryAfter()).isNotNull();
    assertThat(JobLimit.isCauseOf(nobody)).isFalse();
  }

  @Test
  void a_page_that_burns_the_processor_is_ended_and_harms_no_other() throws Exception {
    var bomb = extractor.extract("bomb", site.url("/bomb.html"), _ -> {});
    assertThat(analyse("/sources.html").formats()).hasSize(2);
    var failure = failure(bomb);
    assertThat(failure.code()).isEqualTo(ProblemCode.SITE_TIMEOUT);
    assertThat(JobLimit.isCauseOf(failure)).isTrue();
  }

  @Test
  void as_many_as_allowed_run_at_once_and_one_more_is_refused() throws Exception {
    var reading = new CompletableFuture<String>();
    var jobs =
        IntStream.range(0, 4)
            .mapToObj(i -> extractor.extract("p" + i, site.url("/stall.html"), reading::complete))
            .toList();
    reading.get(5, TimeUnit.SECONDS);
    var failure = failure(extractor.extract("more", site.url("/linked.html"), _ -> {}));
    assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    IntStream.range(0, 4).forEach(i -> extractor.cancel("p" + i));
    jobs.forEach(job -> assertThat(failure(job).code()).isEqualTo(ProblemCode.ANALYSIS_CANCELLED));
    assertThat(within(5, () -> workers() == 0)).isTrue();
  }

  @Test
  void a_cancelled_job_is_gone_at_once() throws Exception {
    var job = extractor.extract("cancelled", site.url("/stall.html"), _ -> {});
    assertThat(within(5, () -> workers() > 0)).isTrue();
    extractor.cancel("cancelled");
    assertThat(failure(job).code()).isEqualTo(ProblemCode.ANALYSIS_CANCELLED);
    assertThat(within(5, () -> workers() == 0)).isTrue();
  }

  @Test
  void kill_9_of_the_extractor_fails_its_job_for_now_and_leaves_no_child() throws Exception {
    var reading = new CompletableFuture<String>();
    var job = extractor.extract("orphan", site.url("/stall.html"), reading::complete);
    reading.get(5, TimeUnit.SECONDS);
    assertThat(parents()).hasSize(1);
    parents().forEach(ProcessHandle::destroyForcibly);
    var failure = failure(job);
    assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(failure.retryAfter()).isNotNull();
    assertThat(analyse("/sources.html").formats()).hasSize(2);
    assertThat(workers()).isZero();
  }

  private MediaInfo analyse(String page) throws Exception {
    return wait(extractor.extract("job" + System.nanoTime(), site.url(page), _ -> {}));
  }

  private Failure failureOf(String page) {
    return failure(extractor.extract("job" + System.nanoTime(), site.url(page), _ -> {}));
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.await(30, TimeUnit.SECONDS);
  }

  private static Failure failure(Future<MediaInfo> future) {
    return catchThrowableOfType(Failure.class, () -> wait(future));
  }

  private static Source source(Format format) {
    assertThat(format.source()).isNotNull();
    return format.source();
  }

  private static List<ProcessHandle> parents() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("extractor.py"))
        .toList();
  }

  /** Every process of this run's extractor but the extractor itself; orphans count, too. */
  private long workers() {
    var scripts = requireNonNull(bench.tools().python()).scripts().toString();
    var ours = ProcessHandle.current().info().startInstant().orElseThrow();
    var all =
        ProcessHandle.allProcesses()
            .map(ProcessHandle::info)
            .filter(child -> child.commandLine().orElse("").contains(scripts))
            .filter(child -> child.startInstant().orElse(ours).isAfter(ours))
            .count();
    return all - parents().size();
  }

  private static boolean within(int seconds, BooleanSupplier condition) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }
}
