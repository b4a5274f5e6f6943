package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Intake;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Output;

/** The real yt-dlp, led astray by pages: nothing of this machine may be reached through it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedExtractorTest {
  private final Vertx vertx = Vertx.vertx();
  private final Children children = new Children(vertx);
  private final AtomicInteger visits = new AtomicInteger();
  private final TrapSite site;
  private final EgressGuard guard;
  private final Bench bench;
  private final Extractor warm;
  private final Extractor cold;

  GuardedExtractorTest() throws IOException {
    var inner =
        vertx
            .createNetServer()
            .connectHandler(socket -> {
              visits.incrementAndGet();
              socket.close().onFailure(_ -> {});
            })
            .listen(0, "127.0.0.1")
            .await();
    site = new TrapSite("127.0.0.1:" + inner.actualPort());
    var config = TestTools.config(Map.of("TVN_EGRESS_ALLOW", site.pair()));
    var tools = TestTools.find(children, config);
    guard = EgressGuard.start(vertx, config).await();
    bench = bench(config, tools, guard);
    warm = new WarmExtractor(bench);
    cold = new CommandLineExtractor(bench);
  }

  private Bench bench(AppConfig config, Toolbox tools, EgressGuard way) {
    var reader = new MediaInfoReader(new Intake(config.egress(), null)::canonicalSource);
    return new Bench(children, tools, config.analysis(), reader, way);
  }

  @BeforeAll
  void start() throws Exception {
    warm.start().await(60, TimeUnit.SECONDS);
  }

  @AfterAll
  void stop() throws Exception {
    warm.stop().await(10, TimeUnit.SECONDS);
    guard.close().await(10, TimeUnit.SECONDS);
    children.close().await(10, TimeUnit.SECONDS);
    site.close();
    vertx.close().await();
  }

  @Test
  void a_page_is_read_and_its_site_sees_no_sign_of_a_proxy() {
    for (var extractor : List.of(warm, cold)) {
      assertThat(outcome(extractor, "/good.html")).isNull();
    }
    assertThat(site.seen).isNotEmpty().noneMatch(fields -> fields.contains("Proxy"));
    assertThat(guard.passes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/to-http", "/to-https", "/to-ftp", "/refresh.html"})
  void a_redirect_to_this_machine_is_refused(String path) {
    for (var extractor : List.of(warm, cold)) {
      assertThat(outcome(extractor, path))
          .as(path)
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.code()).isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED));
    }
    assertThat(visits).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/manifest.html", "/moved-manifest.html", "/twitter.html", "/linked.html"})
  void an_address_in_a_page_leads_nowhere_and_the_job_ends(String path) {
    var before = guard.refusals();
    var outcome = outcome(warm, path);
    assertThat(guard.refusals()).as("yt-dlp went there").isGreaterThan(before);
    assertThat(outcome == null || outcome instanceof Failure).as("%s", outcome).isTrue();
    assertThat(visits).hasValue(0);
  }

  @Test
  void a_stream_of_yt_dlp_goes_through_the_guard() throws Exception {
    assertThat(streamed("/good.html").text()).isEqualTo("a");
    var before = guard.refusals();
    assertThat(streamed("/trap.html").clean()).isFalse();
    assertThat(guard.refusals()).isGreaterThan(before);
    assertThat(visits).hasValue(0);
  }

  private Output streamed(String path) throws Exception {
    var media = warm.extract("first", site.url(path), _ -> {}).await(30, TimeUnit.SECONDS);
    var format = media.formats().getFirst().id();
    var pass = guard.open("stream", Proxies.Kind.STREAM);
    var spec = YtDlpCommand.stream(bench.tools(), format, site.url(path), Way.of(pass, guard));
    return children
        .spawn(spec)
        .compose(child -> child.collect(1000))
        .onComplete(_ -> pass.close())
        .await(60, TimeUnit.SECONDS);
  }

  @Test
  void a_guard_that_is_down_means_no_jobs() {
    var config = TestTools.config(Map.of());
    var down = EgressGuard.start(vertx, config).await();
    down.close().await();
    var later = new CommandLineExtractor(bench(config, bench.tools(), down));
    assertThat(outcome(later, "/good.html"))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void the_credential_is_in_no_command_line() throws Exception {
    var urls = new CopyOnWriteArrayList<String>();
    var spied =
        new Bench(
            children,
            bench.tools(),
            bench.limits(),
            bench.reader(),
            (job, kind) -> {
              var pass = guard.open(job, kind);
              urls.add(pass.url());
              return pass;
            });
    var reading = new CompletableFuture<String>();
    var extractor = new CommandLineExtractor(spied);
    var job = extractor.extract("seen", site.url("/good.html"), reading::complete);
    reading.get(10, TimeUnit.SECONDS);
    var secret = URI.create(urls.getFirst()).getUserInfo().split(":", 2)[1];
    var lines = commandLines();
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (lines.stream().noneMatch(line -> line.contains("/good.html"))) {
      assertThat(System.nanoTime()).as("the child has not been seen").isLessThan(end);
      lines = commandLines();
    }
    assertThat(lines).noneMatch(line -> line.contains(secret));
    assertThat(job.await(30, TimeUnit.SECONDS).formats()).hasSize(1);
  }

  private static List<String> commandLines() {
    return ProcessHandle.current()
        .descendants()
        .map(child -> Path.of("/proc/" + child.pid() + "/cmdline"))
        .map(GuardedExtractorTest::read)
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  private @Nullable Throwable outcome(Extractor extractor, String path) {
    var job = extractor.extract("job" + System.nanoTime(), site.url(path), _ -> {});
    return catchThrowable(() -> {
      var _ = job.await(30, TimeUnit.SECONDS);
    });
  }
}
