package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.process.Alive;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Limits;
import vn.taivideonhanh.process.Output;

/** The real yt-dlp does its work behind the strongest walls of this machine. */
class CagedYtDlpTest {
  private static final int MOST = 1 << 20;
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // A machine that is busy with something else may miss it once.
  private static final int TRIES = 3;
  private final Vertx vertx = Vertx.vertx();
  private final Children children =
      new Children(vertx, Cage.probe(new Sandbox("auto", Level.NONE), null));
  private final TestSite site = new TestSite();
  private Bench bench;
  private EgressGuard guard;

  CagedYtDlpTest() throws IOException {}

  @BeforeEach
  void find() {
    var own = site.url("").substring("http://".length());
    var config = TestTools.config(Map.of("TVN_EGRESS_ALLOW", own));
    guard = EgressGuard.start(vertx, config).await();
    var tools = TestTools.find(children, config);
    bench =
        new Bench(children, tools, config.analysis(), new MediaInfoReader(TestTools.INTAKE), guard);
  }

  @AfterEach
  void close() throws Exception {
    guard.close().await(10, TimeUnit.SECONDS);
    children.close().await(10, TimeUnit.SECONDS);
    site.close();
    vertx.close().await();
  }

  @Test
  void the_warm_extractor_analyses_and_cancels() throws Exception {
    var extractor = new WarmExtractor(bench);
    extractor.start().await(60, TimeUnit.SECONDS);
    var stalled = extractor.extract("slow", site.url("/stall.html"), _ -> {});
    var media = extractor.extract("job", site.url("/hls.html"), _ -> {}).await();
    assertThat(media.formats()).hasSize(3);
    extractor.cancel("slow");
    assertThat(stalled.otherwiseEmpty().await(2, TimeUnit.SECONDS)).isNull();
    extractor.stop().await(10, TimeUnit.SECONDS);
    assertThat(Alive.within(PATIENCE, () -> children.live() == 0)).isTrue();
  }

  @Test
  void two_seconds_after_a_kill_9_of_the_extractor_no_job_is_left() throws Exception {
    var extractor = new WarmExtractor(bench);
    extractor.start().await(60, TimeUnit.SECONDS);
    var quickest = PATIENCE;
    for (int i = 0; i < TRIES && quickest.compareTo(PROMISED) > 0; i++) {
      var reading = new CompletableFuture<String>();
      var job = extractor.extract("job" + i, site.url("/stall.html"), reading::complete);
      reading.get(60, TimeUnit.SECONDS);
      var extractors = extractors();
      assertThat(extractors).hasSize(1);
      var all = extractors.getFirst().descendants().toList();
      var began = System.nanoTime();
      assertThat(extractors.getFirst().destroyForcibly()).isTrue();
      assertThat(Alive.within(PATIENCE, () -> all.stream().noneMatch(each -> Alive.is(each.pid()))))
          .isTrue();
      quickest = Duration.ofNanos(System.nanoTime() - began);
      assertThat(job.otherwiseEmpty().await(20, TimeUnit.SECONDS)).isNull();
    }
    assertThat(quickest).isLessThanOrEqualTo(PROMISED);
    extractor.stop().await(10, TimeUnit.SECONDS);
  }

  /** Of a long command line Java shows the beginning only. */
  private static List<ProcessHandle> extractors() {
    return ProcessHandle.current()
        .children()
        .filter(each ->
            each.info().command().orElse("").endsWith("/bwrap")
                || each.info().commandLine().orElse("").contains("extractor.py"))
        .toList();
  }

  @Test
  void a_command_reaches_its_proxy_and_no_more() throws Exception {
    // The site is its own proxy: it looks at the path only.
    var page = "http://video.test/linked.html";
    var through = run(page, new Way(site.url("/"), null));
    assertThat(through.clean()).as(through.exit().errors()).isTrue();
    assertThat(new JsonObject(through.text()).getString("title")).isEqualTo("Linked");
  }

  @Test
  void two_streams_of_playlists_do_not_meet_in_a_file() throws Exception {
    var page = site.url("/hls.html");
    var format = format(run(page, way()));
    var limits = Limits.LOOSE.withMemory(1L << 30);
    var spec = YtDlpCommand.stream(bench.tools(), format, page, way()).withLimits(limits);
    var streams = IntStream.range(0, 2).mapToObj(_ -> children.run(spec, MOST)).toList();
    Future.all(streams).await(30, TimeUnit.SECONDS);
    assertThat(streams)
        .allSatisfy(stream ->
            assertThat(stream.result().text())
                .as(stream.result().exit().errors())
                .isEqualTo("one-two"));
  }

  private static String format(Output analysis) {
    return new JsonObject(analysis.text())
        .getJsonArray("formats").stream()
            .map(JsonObject.class::cast)
            .filter(format -> format.getString("url").endsWith("/low.m3u8"))
            .findFirst()
            .orElseThrow()
            .getString("format_id");
  }

  private Way way() {
    return Way.of(guard.open("job", Proxies.Kind.STREAM), guard);
  }

  private Output run(String page, Way way) throws Exception {
    var spec = YtDlpCommand.analysis(bench.tools(), page, way);
    return children
        .run(spec.withLimits(Limits.LOOSE.withFileSize(0)), MOST)
        .await(30, TimeUnit.SECONDS);
  }
}
