package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.plan.StreamPlan.ExactMux;
import vn.taivideonhanh.process.Children;

/** Parts of a merge, cut out without a child and to the promised byte. */
class ClippedExactTest {
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
    var index = "+frag_keyframe+default_base_moof+global_sidx+dash";
    video = media.video("v.mp4", "-movflags", index);
    audio = media.audio("a.mp4", "-movflags", index.substring(14), "-frag_duration", "900000");
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    origin.put("/v", video);
    origin.put("/a", audio);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void random_parts_are_the_promised_bytes_and_play() throws Exception {
    var random = new Random(6);
    for (int i = 0; i < 10; i++) {
      long start = random.nextInt(4_000);
      long end = start + 200 + random.nextInt((int) (4_700 - start));
      var part = new vn.taivideonhanh.media.Clip(start, end);
      var expected = Merged.of(part, video, audio).bytes();
      rig.serves(clipped(part, expected.length));
      var body = rig.get().body();
      assertThat(Arrays.equals(body, expected)).as(part.toString()).isTrue();
      int from = random.nextInt(expected.length);
      assertThat(rig.get("Range", "bytes=" + from + "-").body())
          .isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
      var probe = media.probe(body);
      assertThat(probe).startsWith("video=h264 audio=aac ");
      assertThat(Double.parseDouble(probe.substring(probe.lastIndexOf(' ') + 1)))
          .as(part.toString())
          .isCloseTo((end - start) / 1000.0, within(0.11));
    }
  }

  @Test
  void a_part_costs_its_own_bytes() throws Exception {
    var part = new vn.taivideonhanh.media.Clip(4_200, 4_600);
    var expected = Merged.of(part, video, audio).bytes();
    rig.serves(clipped(part, expected.length));
    assertThat(rig.get().body()).isEqualTo(expected);
    assertThat(rig.session().figures().upstream()).isLessThan(video.length);
  }

  @Test
  void a_part_of_a_file_that_is_not_fragmented_costs_its_own_bytes() throws Exception {
    var both = media.both("both.mp4");
    origin.put("/both", both);
    var part = new vn.taivideonhanh.media.Clip(1_100, 1_900);
    var expected = Merged.of(part, both).bytes();
    rig.serves(Merged.part(part, origin.url("/both"), expected.length));
    assertThat(rig.get().body()).isEqualTo(expected);
    assertThat(media.errors(expected)).isEmpty();
    long read = rig.session().figures().upstream();
    // Its header, which is behind its media, and what is in the part.
    assertThat(read).isLessThan(both.length);
    assertThat(rig.get().body()).isEqualTo(expected);
    assertThat(rig.session().figures().upstream()).isLessThan(both.length / 2L);
  }

  private static ExactMux clipped(vn.taivideonhanh.media.Clip part, long promised) {
    return Merged.part(part, Merged.plan(origin.url("/v"), origin.url("/a"), 0), promised);
  }
}
