package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Parts of what has no index, cut out by the real ffmpeg. */
class ClippedMuxTest {
  private static final vn.taivideonhanh.media.Clip PART =
      new vn.taivideonhanh.media.Clip(2_000, 4_000);

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;

  @BeforeAll
  static void open(@TempDir Path directory) {
    vertx = Vertx.vertx();
    children = Rig.caged(vertx);
    origin = new Origin(vertx);
    media = new Clip(directory);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void a_part_of_a_pair_of_files() throws Exception {
    origin.put("/v.mp4", media.video("v.mp4"));
    origin.put("/a.m4a", media.audio("a.m4a"));
    rig.serves(
        new StreamPlan.Mux(
            Rig.head("A part", "mp4", 2),
            track("v", new Source.File(origin.url("/v.mp4"), Map.of(), null), true, false),
            track("a", new Source.File(origin.url("/a.m4a"), Map.of(), null), false, true),
            "mp4",
            PART));
    plays(rig.get().body());
  }

  @Test
  void a_part_of_what_comes_in_parts() throws Exception {
    origin.put("/1.ts", media.both("1.ts", "-f", "mpegts"));
    var parts = new Source.Parts(origin.url("/1.ts"), Map.of(), List.of("1.ts"));
    rig.serves(
        new StreamPlan.Mux(
            Rig.head("A part", "mp4", 2), track("b", parts, true, true), null, "mp4", PART));
    plays(rig.get().body());
  }

  private static void plays(byte[] body) throws Exception {
    var probe = media.probe(body);
    assertThat(probe).startsWith("video=h264 audio=aac ");
    assertThat(Double.parseDouble(probe.substring(probe.lastIndexOf(' ') + 1))).isBetween(1.5, 3.1);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
  }

  private static Track track(String id, Source source, boolean video, boolean audio) {
    return new Track(id, id.equals("b") ? "ts" : "mp4", source, video, audio);
  }
}
