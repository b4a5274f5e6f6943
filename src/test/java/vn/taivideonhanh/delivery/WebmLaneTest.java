package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Merge;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Two WebM files of a real site merged on their way to a real client, without a child. */
class WebmLaneTest {
  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;
  private static byte[] video;
  private static byte[] audio;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    media = new Clip(directory);
    video = media.vp9("v.webm");
    audio = media.opus("a.webm");
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    var _ = origin.put("/v", video);
    var _ = origin.put("/a", audio);
    var limits = Rig.limits(Duration.ofSeconds(1), 3, 4);
    rig = Rig.start(vertx, origin, limits, Rig.workshop(children, directory, limits));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void the_merged_file_has_the_promised_length_every_range_and_plays() throws Exception {
    var plan = plan(null);
    var measured = Exact.measured(plan, asked(survey -> survey.length(plan)));
    rig.serves(measured);
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(response.headers().firstValue("ETag")).isPresent();
    var whole = response.body();
    assertThat((long) whole.length).isEqualTo(measured.head().size().bytes());
    assertThat(media.probe(whole)).isEqualTo("video=vp8 audio=opus 5.0");
    assertThat(media.packets(whole, "v")).isEqualTo(media.packets(video, "v"));
    assertThat(media.errors(whole)).isEmpty();
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    var random = new Random(3);
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(whole.length);
      int last = first + random.nextInt(whole.length - first);
      assertThat(rig.get("Range", "bytes=" + first + "-" + last).body())
          .as("%d-%d", first, last)
          .isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }
  }

  @Test
  void an_analysis_knows_the_pair_and_its_length() throws Exception {
    var formats = List.of(format("v", "/v", "vp8", null), format("a", "/a", null, "opus"));
    var page =
        new MediaInfo(
            "site",
            "1",
            origin.url("/"),
            "t",
            null,
            5.0,
            null,
            false,
            formats,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    long length = asked(survey -> survey.length(plan(null)));
    var merges = WebmLaneTest.<List<Merge>>asked(survey -> survey.merges(page));
    assertThat(merges).containsExactly(new Merge("v", "a", "webm", length));
  }

  @Test
  void a_clip_of_vp8_has_no_exact_length_and_goes_another_way() {
    var plan = plan(new vn.taivideonhanh.media.Clip(1000, 2000));
    assertThatThrownBy(() -> asked(survey -> survey.length(plan)))
        .isInstanceOf(MalformedMediaException.class);
  }

  private static Format format(
      String id, String path, @Nullable String videoCodec, @Nullable String audioCodec) {
    var source = new Source.File(origin.url(path), Map.of(), null);
    return new Format(
        id, "webm", videoCodec, audioCodec, null, null, null, null, null, null, Size.NONE, source);
  }

  private static ExactMux plan(vn.taivideonhanh.media.@Nullable Clip clip) {
    return new ExactMux(
        Rig.head("Tải nhanh", "webm", 5), track("/v", true), track("/a", false), "webm", clip);
  }

  private static Track track(String path, boolean video) {
    var source = new Source.File(origin.url(path), Map.of(), null);
    return new Track(path.substring(1), "webm", source, video, !video);
  }

  /** As it is done when a token is asked. */
  private static <T> T asked(Function<Survey, Future<T>> question) {
    Promise<T> answer = Promise.promise();
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
