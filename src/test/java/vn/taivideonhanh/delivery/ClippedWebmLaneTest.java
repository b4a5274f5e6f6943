package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Parts of WebM of a real site, as MP4 to a real client, without a child. */
class ClippedWebmLaneTest {
  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static vn.taivideonhanh.delivery.Clip media;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    media = new vn.taivideonhanh.delivery.Clip(directory);
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    var _ = origin.put("/vp9", media.webm("vp9.webm", "libvpx-vp9"));
    var _ = origin.put("/av1", media.webm("av1.webm", "libaom-av1"));
    var _ = origin.put("/opus", media.opus("opus.webm", "-cluster_time_limit", "1000"));
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void random_parts_are_as_long_as_promised_and_play() throws Exception {
    var random = new Random(8);
    for (int i = 0; i < 6; i++) {
      var codec = List.of("vp9", "av1").get(i % 2);
      long start = random.nextInt(4_000);
      var part = new Clip(start, start + 200 + random.nextInt((int) (4_700 - start)));
      var plan = measured(plan(codec, part));
      rig.serves(plan);
      var whole = rig.get().body();
      assertThat((long) whole.length).as("%s", part).isEqualTo(plan.head().size().bytes());
      assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
      assertThat(media.errors(whole)).as("%s", part).isEmpty();
      var about = media.about(whole);
      assertThat(about).containsEntry("video", codec).containsEntry("audio", "opus");
      assertThat(Double.parseDouble(String.valueOf(about.get("duration"))))
          .as("%s", part)
          .isCloseTo((part.endMillis() - start) / 1e3, within(0.05));
      for (int k = 0; k < 8; k++) {
        int first = random.nextInt(whole.length);
        int last = first + random.nextInt(whole.length - first);
        assertThat(rig.get("Range", "bytes=" + first + "-" + last).body())
            .as("%s %d-%d", part, first, last)
            .isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
      }
    }
  }

  @Test
  void another_node_gives_the_same_bytes_under_the_same_tag(@TempDir Path elsewhere)
      throws Exception {
    var plan = measured(plan("vp9", new Clip(1_300, 3_100)));
    rig.serves(plan);
    var mine = rig.get();
    var other = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, elsewhere, Rig.LIMITS));
    other.serves(plan);
    var theirs = other.get();
    assertThat(theirs.body()).isEqualTo(mine.body());
    assertThat(theirs.headers().firstValue("ETag"))
        .isPresent()
        .isEqualTo(mine.headers().firstValue("ETag"));
    assertThat(theirs.headers().firstValue("Accept-Ranges")).hasValue("bytes");
  }

  @Test
  void a_part_whose_frames_are_known_costs_its_own_bytes() throws Exception {
    rig.serves(measured(plan("vp9", new Clip(2_200, 2_600))));
    var whole = rig.get().body();
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(rig.get().body()).isEqualTo(whole);
    assertThat(rig.session().figures().upstream()).isPositive().isLessThan(whole.length);
  }

  @Test
  void what_is_expected_costs_only_the_indexes() {
    var part = new Clip(1_000, 3_000);
    var plan = plan("vp9", part);
    long expected = asked(survey -> survey.expected(plan));
    long bytes = Objects.requireNonNull(measured(plan).head().size().bytes());
    assertThat((double) expected).isCloseTo((double) bytes, withinPercentage(40));
  }

  private static ExactMux plan(String codec, Clip part) {
    return new ExactMux(
        Rig.head("Tải nhanh", "mp4", 5), track(codec, true), track("opus", false), "mp4", part);
  }

  private static Track track(String name, boolean video) {
    var source = new Source.File(origin.url("/" + name), Map.of(), null);
    return new Track(name, "webm", source, video, !video);
  }

  /** As it is done when a token is asked, on another event loop. */
  private static ExactMux measured(ExactMux plan) {
    return Exact.measured(plan, asked(survey -> survey.length(plan)));
  }

  private static long asked(Function<Survey, Future<Long>> question) {
    Promise<Long> answer = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(_ -> {
          var upstream = new Upstream(vertx, Rig.egress(origin.port()), Rig.LIMITS);
          question
              .apply(new Survey(vertx, upstream, Rig.LIMITS, new IndexCache()))
              .eventually(upstream::close)
              .onComplete(answer);
        });
    return answer.future().await();
  }
}
