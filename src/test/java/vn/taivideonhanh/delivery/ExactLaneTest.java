package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** Two files of a real site merged on their way to a real client, without a child. */
class ExactLaneTest {
  private static final String[] INDEXED = {
    "-movflags", "+frag_keyframe+default_base_moof+global_sidx+dash"
  };

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;
  private static byte[] video;
  private static byte[] audio;
  private static Merged merged;

  private Origin.Page videoPage;
  private Origin.Page audioPage;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    media = new Clip(directory);
    video =
        media.video("v.mp4", INDEXED[0], INDEXED[1], "-vf", "noise=alls=40:allf=t", "-b:v", "6M");
    audio =
        media.audio(
            "a.mp4", INDEXED[0], "+default_base_moof+global_sidx+dash", "-frag_duration", "800000");
    merged = Merged.of(null, video, audio);
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    var limits = Rig.limits(Duration.ofSeconds(1), 3, 4);
    rig = Rig.start(vertx, origin, limits, Rig.workshop(children, directory, limits));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  private String run;

  @BeforeEach
  void serve() {
    // What was read of an address is kept for all tests.
    run = Long.toHexString(System.nanoTime());
    videoPage = origin.put("/v-" + run, video);
    audioPage = origin.put("/a-" + run, audio);
    rig.serves(plan());
  }

  private StreamPlan.ExactMux plan() {
    return Merged.plan(origin.url("/v-" + run), origin.url("/a-" + run), merged.bytes().length);
  }

  /** Has the heads of both files read, so that what follows is the media. */
  private static void survey() throws Exception {
    assertThat(rig.send("HEAD").statusCode()).isEqualTo(200);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void the_merged_file_has_the_promised_length_and_plays() throws Exception {
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(merged.bytes().length));
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(response.body()).isEqualTo(merged.bytes());
    assertThat(media.probe(response.body())).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(media.packets(response.body(), "v")).isEqualTo(media.packets(video, "v"));
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
  }

  @Test
  void two_hundred_random_ranges_are_equal() throws Exception {
    var random = new Random(3);
    int length = merged.bytes().length;
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(length);
      int last = first + random.nextInt(Math.min(length - first, i % 4 == 0 ? length : 5_000));
      var response = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(response.body())
          .as("%d-%d", first, last)
          .isEqualTo(Arrays.copyOfRange(merged.bytes(), first, last + 1));
    }
  }

  @Test
  void the_heads_are_read_once() throws Exception {
    assertThat(rig.get("Range", "bytes=0-0").statusCode()).isEqualTo(206);
    var before = videoPage.asked.size();
    assertThat(before).isPositive();
    assertThat(rig.get("Range", "bytes=0-0").statusCode()).isEqualTo(206);
    assertThat(rig.send("HEAD").statusCode()).isEqualTo(200);
    assertThat(videoPage.asked).hasSize(before);
  }

  @Test
  void a_late_range_does_not_fetch_what_is_before() throws Exception {
    survey();
    long before = origin.written();
    var response = rig.get("Range", "bytes=-1000");
    assertThat(response.body())
        .isEqualTo(
            Arrays.copyOfRange(
                merged.bytes(), merged.bytes().length - 1000, merged.bytes().length));
    assertThat(origin.written() - before).isLessThan(400_000);
  }

  @Test
  void the_tag_is_the_same_at_other_addresses_and_another_for_other_files() throws Exception {
    var etag = rig.send("HEAD").headers().firstValue("ETag").orElseThrow();
    origin.put("/other-v", video);
    rig.serves(Merged.plan(origin.url("/other-v"), origin.url("/a-" + run), merged.bytes().length));
    assertThat(rig.send("HEAD").headers().firstValue("ETag")).hasValue(etag);
    origin.put("/third-v", video).etag = "\"two\"";
    rig.serves(Merged.plan(origin.url("/third-v"), origin.url("/a-" + run), merged.bytes().length));
    var third = rig.get("Range", "bytes=10-19", "If-Range", etag);
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(third.body()).isEqualTo(merged.bytes());
    assertThat(rig.get("If-None-Match", third.headers().firstValue("ETag").orElseThrow()))
        .satisfies(same -> assertThat(same.statusCode()).isEqualTo(304));
    assertThat(rig.get("If-Match", etag).statusCode()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_a_source_suffers_is_not_noticed(boolean inVideo) throws Exception {
    var page = inVideo ? videoPage : audioPage;
    survey();
    page.meets(new Fault.Cut(20_001), new Fault.Status(503), new Fault.Stall(9_999));
    var response = rig.get();
    assertThat(response.body()).isEqualTo(merged.bytes());
    assertThat(rig.session().figures().retries()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_address_that_expires_in_the_middle_is_renewed_alone(boolean inVideo) throws Exception {
    var page = inVideo ? videoPage : audioPage;
    survey();
    page.meets(new Fault.Cut(15_000));
    page.always = new Fault.Status(403);
    origin.put("/fresh-v", video);
    origin.put("/fresh-a", audio);
    rig.renew =
        () ->
            Future.succeededFuture(
                Merged.plan(origin.url("/fresh-v"), origin.url("/fresh-a"), merged.bytes().length));
    assertThat(rig.get().body()).isEqualTo(merged.bytes());
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void addresses_that_are_dead_at_once_are_renewed_too() throws Exception {
    videoPage.always = new Fault.Status(410);
    audioPage.always = new Fault.Status(404);
    origin.put("/fresh-v", video);
    origin.put("/fresh-a", audio);
    rig.renew =
        () ->
            Future.succeededFuture(
                Merged.plan(origin.url("/fresh-v"), origin.url("/fresh-a"), merged.bytes().length));
    assertThat(rig.get().body()).isEqualTo(merged.bytes());
  }

  @Test
  void addresses_that_are_dead_together_are_renewed_together() throws Exception {
    survey();
    videoPage.always = new Fault.Status(403);
    audioPage.always = new Fault.Status(403);
    origin.put("/fresh-v", video);
    origin.put("/fresh-a", audio);
    var renewals = new AtomicInteger();
    var fresh = Merged.plan(origin.url("/fresh-v"), origin.url("/fresh-a"), merged.bytes().length);
    // An analysis takes its time; both sources have asked for it when it is done.
    rig.renew =
        () -> {
          renewals.incrementAndGet();
          return vertx.timer(500).map(fresh);
        };
    assertThat(rig.get().body()).isEqualTo(merged.bytes());
    assertThat(renewals).hasValue(1);
  }

  @Test
  void another_file_is_never_spliced_in() throws Exception {
    survey();
    videoPage.meets(new Fault.Cut(100_000));
    videoPage.always = new Fault.Status(403);
    origin.put("/fresh-v", video).etag = "\"two\"";
    rig.renew =
        () ->
            Future.succeededFuture(
                Merged.plan(
                    origin.url("/fresh-v"), origin.url("/a-" + run), merged.bytes().length));
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "source-changed", null));
  }

  @Test
  void a_file_that_changed_since_its_head_was_read_is_a_problem_and_then_read_anew()
      throws Exception {
    assertThat(rig.get("Range", "bytes=0-0").statusCode()).isEqualTo(206);
    videoPage.etag = "\"two\"";
    var problem = rig.get("Range", "bytes=100000-");
    assertThat(problem.body()).asString().isEqualTo(ProblemCode.SOURCE_CHANGED.slug());
    assertThat(rig.get().body()).isEqualTo(merged.bytes());
  }

  @Test
  void another_length_than_was_promised_is_a_problem() throws Exception {
    rig.serves(
        Merged.plan(origin.url("/v-" + run), origin.url("/a-" + run), merged.bytes().length + 1));
    assertThat(rig.get().body()).asString().isEqualTo(ProblemCode.SOURCE_CHANGED.slug());
  }

  @Test
  void a_source_that_ends_for_good_is_a_cut() throws Exception {
    survey();
    videoPage.meets(new Fault.Cut(300_000));
    videoPage.always = new Fault.Cut(0);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    var session = rig.session();
    assertThat(session.ended().await().outcome()).isEqualTo(Outcome.CUT);
    assertThat(session.figures().sent()).isLessThan(merged.bytes().length);
  }

  @Test
  void fragments_that_are_not_what_the_index_says_are_a_cut() throws Exception {
    survey();
    var broken = video.clone();
    Arrays.fill(broken, broken.length / 2, broken.length, (byte) 1);
    videoPage.bytes = broken;
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "source-changed", null));
  }

  @Test
  void a_file_without_an_index_is_a_problem() throws Exception {
    videoPage.bytes = new byte[200_000];
    assertThat(rig.get().body()).asString().isEqualTo(ProblemCode.SOURCE_CHANGED.slug());
  }
}
