package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.process.Children;

/** The same rules for every lane that serves ranges. */
class RangeConformanceTest {
  private static Vertx vertx;
  private static Children children;
  private static Rig direct;
  private static Rig exact;
  private static Rig archive;
  private static byte[] file;
  private static Rig clip;
  private static byte[] zip;
  private static byte[] part;
  private static Rig mergedClip;
  private static byte[] mergedPart;
  private static Merged merged;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    var media = new Clip(directory);
    var index = "+frag_keyframe+default_base_moof+global_sidx+dash";
    file = media.video("v.mp4", "-movflags", index);
    var audio = media.audio("a.mp4", "-movflags", index.substring(14), "-frag_duration", "900000");
    merged = Merged.of(null, file, audio);
    vertx = Vertx.vertx();
    children = new Children(vertx);
    var origin = new Origin(vertx);
    origin.put("/v", file);
    origin.put("/a", audio);
    var workshop = Rig.workshop(children, directory, Rig.LIMITS);
    direct = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    direct.serves(Rig.direct(origin.url("/v"), null));
    exact = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    var mux = Merged.plan(origin.url("/v"), origin.url("/a"), merged.bytes().length);
    exact.serves(mux);
    var plain = media.both("both.mp4");
    origin.put("/both", plain);
    var span = new vn.taivideonhanh.media.Clip(1_300, 3_100);
    part = Merged.of(span, plain).bytes();
    clip = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    clip.serves(Merged.part(span, origin.url("/both"), part.length));
    mergedPart = Merged.of(span, file, audio).bytes();
    mergedClip = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    mergedClip.serves(Merged.part(span, mux, mergedPart.length));
    archive = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    archive.serves(
        ArchivePlanner.of(
            "0".repeat(32),
            "All",
            List.of(new ArchiveEntry("1.mp4", mux, 1), new ArchiveEntry("2.mp4", mux, 1))));
    archive.desk = new NotesDesk(null);
    zip = archive.get().body();
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  static Stream<RangeCase> cases() {
    return RangeCase.all();
  }

  @Test
  void there_are_enough_cases() {
    assertThat(cases().map(RangeCase::toString).distinct()).hasSizeGreaterThan(60);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_file_of_the_site(RangeCase rule) throws Exception {
    check(rule, direct, file);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_merged_file(RangeCase rule) throws Exception {
    check(rule, exact, merged.bytes());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_clip_of_a_file_that_is_not_fragmented(RangeCase rule) throws Exception {
    check(rule, clip, part);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_clip_of_a_merged_file(RangeCase rule) throws Exception {
    check(rule, mergedClip, mergedPart);
  }

  @Test
  void what_is_told_of_a_clip_is_what_comes_with_it() throws Exception {
    for (var rig : List.of(clip, mergedClip)) {
      var told = new TreeMap<>(rig.send("HEAD").headers().map());
      var came = new TreeMap<>(rig.get().headers().map());
      told.remove("date");
      came.remove("date");
      assertThat(told).isEqualTo(came).containsKeys("content-length", "etag", "accept-ranges");
    }
  }

  @Test
  void ranges_by_chance_of_a_clip_are_parts_of_the_whole() throws Exception {
    var random = new Random(8);
    for (int i = 0; i < 30; i++) {
      int from = random.nextInt(mergedPart.length);
      int to = from + 1 + random.nextInt(mergedPart.length - from);
      assertThat(mergedClip.get("Range", "bytes=" + from + "-" + (to - 1)).body())
          .as("%d to %d", from, to)
          .isEqualTo(Arrays.copyOfRange(mergedPart, from, to));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void an_archive(RangeCase rule) throws Exception {
    check(rule, archive, zip);
  }

  private static void check(RangeCase rule, Rig rig, byte[] bytes) throws Exception {
    var tag = rig.send("HEAD").headers().firstValue("ETag").orElseThrow();
    rule.check(rig::send, bytes, tag);
  }
}
