package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** Real DASH manifests, of which we make the parts out ourselves, merged from a real site. */
class DashMergeTest {
  /** What ffmpeg is told so that it describes the same parts in another way. */
  private static final Map<String, List<String>> FORMS =
      Map.of(
          "timeline", List.of("-use_timeline", "1"),
          "numbers", List.of("-use_timeline", "0"),
          "list", List.of("-use_template", "0", "-use_timeline", "0"),
          "ranges", List.of("-single_file", "1"));

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;
  private static Path directory;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    directory = folder;
    media = new Clip(folder);
    for (var form : FORMS.entrySet()) {
      Files.createDirectory(folder.resolve(form.getKey()));
      media.both(form.getKey() + "/m.mpd", dash(form.getValue()));
      publish(form.getKey(), "/" + form.getKey() + "/");
    }
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, folder, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeline", "numbers", "list", "ranges"})
  void a_pair_is_one_file_of_exact_length(String form) throws Exception {
    var plan = measured(mux("/" + form + "/m.mpd", null));
    rig.serves(plan);
    var whole = rig.get();
    assertThat(whole.headers().firstValueAsLong("Content-Length"))
        .hasValue(requireNonNull(plan.head().size().bytes()));
    assertThat(media.probe(whole.body())).isEqualTo("video=h264 audio=aac 5.0");
    same(whole.body(), form);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    ranges(whole.body());
    assertThat(children.live()).isZero();
  }

  private static void same(byte[] body, String form) throws Exception {
    assertThat(media.errors(body)).isEmpty();
    assertThat(media.packets(body, "v")).isEqualTo(media.packets(joined(form, "0"), "v"));
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(joined(form, "1"), "a"));
  }

  private static void ranges(byte[] whole) throws Exception {
    var random = new Random(8);
    for (int i = 0; i < 10; i++) {
      int first = random.nextInt(whole.length);
      int last = first + random.nextInt(whole.length - first);
      var part = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }
  }

  @Test
  void a_pair_in_many_parts_comes_without_a_child() throws Exception {
    Files.createDirectory(directory.resolve("many"));
    var often = List.of("-use_timeline", "1", "-g", "2", "-seg_duration", "0.08");
    media.both("many/m.mpd", dash(often));
    publish("many", "/many/");
    var plan = measured(mux("/many/m.mpd", null));
    assertThat(plan.lengths()).isNull();
    rig.serves(plan);
    same(rig.get().body(), "many");
    assertThat(children.live()).isZero();
  }

  @Test
  void one_track_is_a_file_with_an_index() throws Exception {
    var source = dash("/timeline/m.mpd", "x-1", null);
    var single = new Segments(head("m4a"), new Track("a", "m4a", source, false, true), null);
    var plan = measured(requireNonNull(Exact.listed(single)));
    assertThat(plan.head().ext()).isEqualTo("m4a");
    rig.serves(plan);
    var body = rig.get().body();
    assertThat(media.probe(body)).isEqualTo("audio=aac 5.0");
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(joined("timeline", "1"), "a"));
  }

  @Test
  void parts_that_have_moved_are_found_in_the_manifest() throws Exception {
    publish("timeline", "/moving/");
    var plan = measured(mux("/moving/m.mpd", null));
    var text = Files.readString(directory.resolve("timeline/m.mpd"));
    var moved = text.replace("<Period ", "<BaseURL>/timeline/</BaseURL><Period ");
    var list = origin.put("/moving/m.mpd", moved.getBytes(UTF_8));
    list.meets(new Fault.Status(503));
    for (var gone : List.of("chunk-stream0-00003.m4s", "chunk-stream1-00002.m4s")) {
      origin.put("/moving/" + gone, new byte[0]).always = new Fault.Status(403);
    }
    // The stream begins with the manifest as it was.
    var old = origin.put("/old/m.mpd", absolute(text, "/moving/"));
    old.meets(new Fault.None(), new Fault.None());
    rig.serves(plan.with(mux("/old/m.mpd", null).sources()));
    rig.renew = () -> Future.succeededFuture(plan.with(mux("/moving/m.mpd", null).sources()));
    same(rig.get().body(), "timeline");
  }

  @Test
  void what_is_not_understood_comes_as_yt_dlp_lists_it() throws Exception {
    origin.put("/odd/m.mpd", "<MPD><Period/><Period/></MPD>".getBytes(UTF_8));
    rig.serves(mux("/odd/m.mpd", "/timeline/"));
    same(rig.get().body(), "timeline");
    var id = "0";
    var track = new Track(id, "mp4", dash("/odd/m.mpd", id, "/timeline/"), true, false);
    rig.serves(new Segments(head("mp4"), track, null));
    assertThat(media.packets(rig.get().body(), "v"))
        .isEqualTo(media.packets(joined("timeline", "0"), "v"));
  }

  @Test
  void what_is_encrypted_is_not_joined() throws Exception {
    var text = Files.readString(directory.resolve("timeline/m.mpd"));
    var sealed = text.replace("<AdaptationSet ", "<ContentProtection/><AdaptationSet ");
    origin.put("/sealed/m.mpd", sealed.getBytes(UTF_8));
    var mux = mux("/sealed/m.mpd", "/timeline/");
    assertThatThrownBy(() -> measured(mux))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ProblemCode.VIDEO_DRM));
    rig.serves(mux);
    assertThat(rig.get().statusCode()).isEqualTo(ProblemCode.VIDEO_DRM.status());
  }

  @Test
  void a_manifest_without_an_end_is_given_up() {
    origin.put("/long/m.mpd", ("<MPD>" + " ".repeat(9 << 20)).getBytes(UTF_8));
    assertThatThrownBy(() -> measured(mux("/long/m.mpd", null)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ProblemCode.SITE_FAILED));
  }

  @Test
  void parts_inside_are_not_visited() throws Exception {
    var text = Files.readString(directory.resolve("timeline/m.mpd"));
    for (var inside : List.of("http://127.0.0.1:1/", "file:///etc/", "http://169.254.169.254/")) {
      origin.put("/inside/m.mpd", absolute(text, inside));
      assertThatThrownBy(() -> measured(mux("/inside/m.mpd", null))).isInstanceOf(Failure.class);
    }
  }

  private static byte[] absolute(String manifest, String base) {
    return manifest.replace("<Period ", "<BaseURL>" + base + "</BaseURL><Period ").getBytes(UTF_8);
  }

  private static String[] dash(List<String> form) {
    return Stream.concat(Stream.of("-f", "dash", "-seg_duration", "1"), form.stream())
        .toArray(String[]::new);
  }

  /** All that there is of a track; what an even division leaves over has no name. */
  private static byte[] joined(String form, String track) throws IOException {
    var whole = new ByteArrayOutputStream();
    var init = directory.resolve(form + "/init-stream" + track + ".m4s");
    if (Files.exists(init)) {
      whole.writeBytes(Files.readAllBytes(init));
    }
    var parts = "(chunk|m)-stream" + track + (form.equals("numbers") ? "-0000[1-5]" : "") + ".*";
    try (var files = Files.list(directory.resolve(form))) {
      for (var file :
          files.filter(it -> it.getFileName().toString().matches(parts)).sorted().toList()) {
        whole.writeBytes(Files.readAllBytes(file));
      }
    }
    return whole.toByteArray();
  }

  private static void publish(String form, String folder) throws IOException {
    try (var files = Files.list(directory.resolve(form))) {
      for (var file : files.toList()) {
        origin.put(folder + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private static StreamPlan.Head head(String ext) {
    var head = Rig.head("In fragments", ext, 5);
    return new StreamPlan.Head(
        head.pageUrl(),
        "1:site:1:v+a:mp4",
        head.title(),
        head.ext(),
        head.mediaType(),
        head.durationSeconds(),
        head.size());
  }

  /**
   * @param listed the folder of the parts that yt-dlp lists; null when it doesn't
   */
  private static StreamPlan.Mux mux(String manifest, @Nullable String listed) {
    return new StreamPlan.Mux(
        head("mp4"),
        new Track("0", "mp4", dash(manifest, "0", listed), true, false),
        new Track("1", "m4a", dash(manifest, "1", listed), false, true),
        "mp4");
  }

  private static Source.Dash dash(String manifest, String name, @Nullable String listed) {
    var parts =
        Stream.concat(
                Stream.of("init-stream%s.m4s"),
                Stream.iterate(1, i -> i + 1).limit(5).map(i -> "chunk-stream%s-0000" + i + ".m4s"))
            .map(part -> part.formatted(name))
            .toList();
    return new Source.Dash(
        origin.url(manifest),
        Map.of(),
        name,
        null,
        listed == null ? null : new Source.Parts(origin.url(listed), Map.of(), parts));
  }

  private static Segments measured(StreamPlan.Mux mux) {
    return measured(requireNonNull(Exact.listed(mux)));
  }

  /** As it is done when a token is asked. */
  private static Segments measured(Segments plan) {
    Promise<Segments> measured = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(_ -> {
          var upstream = new Upstream(vertx, Rig.egress(origin.port()), Rig.LIMITS);
          new Survey(vertx, upstream, Rig.LIMITS, new IndexCache())
              .listed(plan)
              .eventually(upstream::close)
              .onComplete(measured);
        });
    return measured.future().await();
  }
}
