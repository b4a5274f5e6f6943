package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.process.Children;

/** Real HLS playlists of fragments, merged from a real site without a child. */
class SegmentsMergeTest {
  private static final Map<String, Origin.Page> PAGES = new HashMap<>();

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Lists lists;
  private static Clip media;
  private static Path directory;
  private static byte[] video;
  private static byte[] audio;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    lists = new Lists(vertx, origin);
    directory = folder;
    media = new Clip(folder);
    media.video("v.m3u8", hls("v", "v-%d.m4s"));
    media.audio("a.m3u8", hls("a", "a.mp4", "-hls_flags", "single_file"));
    media.both("b.m3u8", hls("b", "b.mp4", "-hls_flags", "single_file"));
    video = joined("v-init.mp4", "v-0.m4s", "v-1.m4s", "v-2.m4s", "v-3.m4s", "v-4.m4s");
    audio = Files.readAllBytes(media.file("a.mp4"));
    publish("/");
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, folder, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @AfterEach
  void no_child_was_started() {
    assertThat(children.live()).isZero();
  }

  @Test
  void a_pair_of_playlists_is_one_file_of_exact_length() throws Exception {
    var plan = lists.measured(lists.mux("/v.m3u8", "/a.m3u8"));
    rig.serves(plan);
    var whole = rig.get();
    assertThat(whole.headers().firstValueAsLong("Content-Length"))
        .hasValue(requireNonNull(plan.head().size().bytes()));
    assertThat(whole.headers().firstValue("ETag")).isPresent();
    assertThat(media.probe(whole.body())).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(media.errors(whole.body())).isEmpty();
    assertThat(media.packets(whole.body(), "v")).isEqualTo(media.packets(video, "v"));
    assertThat(media.packets(whole.body(), "a")).isEqualTo(media.packets(audio, "a"));
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    ranges(whole.body());
  }

  private static void ranges(byte[] whole) throws Exception {
    var random = new Random(8);
    for (int i = 0; i < 30; i++) {
      int first = random.nextInt(whole.length);
      int last = first + random.nextInt(whole.length - first);
      var part = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }
  }

  @Test
  void both_tracks_in_one_playlist_of_one_file() throws Exception {
    var plan = lists.measured(lists.mux("/b.m3u8", null));
    assertThat(plan.lengths()).containsExactly(Files.size(media.file("b.mp4")));
    rig.serves(plan);
    var body = rig.get().body();
    assertThat(body).hasSize(requireNonNull(plan.head().size().bytes()).intValue());
    assertThat(media.probe(body)).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(media.errors(body)).isEmpty();
    var source = Files.readAllBytes(media.file("b.mp4"));
    assertThat(media.packets(body, "v")).isEqualTo(media.packets(source, "v"));
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(source, "a"));
  }

  @Test
  void each_range_does_not_read_the_playlists_anew() throws Exception {
    publish("/once/");
    rig.serves(lists.measured(lists.mux("/once/v.m3u8", "/once/a.m3u8")));
    assertThat(rig.get("Range", "bytes=0-99").statusCode()).isEqualTo(206);
    int before = page("/once/v.m3u8").asked.size();
    int header = page("/once/v-init.mp4").asked.size();
    for (int i = 0; i < 5; i++) {
      assertThat(rig.get("Range", "bytes=" + 5_000 * i + "-").statusCode()).isEqualTo(206);
    }
    assertThat(page("/once/v.m3u8").asked).hasSize(before);
    assertThat(page("/once/v-init.mp4").asked).hasSize(header);
  }

  @Test
  void a_playlist_whose_parts_are_gone_is_read_anew_and_kept() throws Exception {
    publish("/moved/");
    var plan = lists.measured(lists.mux("/moved/v.m3u8", null));
    rig.serves(plan);
    var whole = rig.get().body();
    var list = page("/moved/v.m3u8");
    list.bytes = new String(list.bytes, UTF_8).replace("v-", "../v-").getBytes(UTF_8);
    page("/moved/v-3.m4s").always = new Fault.Status(403);
    rig.renew = () -> Future.succeededFuture(plan);
    assertThat(rig.get().body()).isEqualTo(whole);
    int read = list.asked.size();
    assertThat(rig.get().body()).isEqualTo(whole);
    assertThat(list.asked).hasSize(read);
  }

  @Test
  void a_playlist_that_is_gone_is_found_again() throws Exception {
    publish("/old/");
    var plan = lists.measured(lists.mux("/old/v.m3u8", "/old/a.m3u8"));
    page("/old/v.m3u8").meets(new Fault.None());
    for (var gone : List.of("v.m3u8", "v-3.m4s", "a.m3u8")) {
      page("/old/" + gone).always = new Fault.Status(403);
    }
    page("/old/v-1.m4s").meets(new Fault.Cut(900));
    rig.serves(plan);
    rig.renew = () -> Future.succeededFuture(plan.with(lists.mux("/v.m3u8", "/a.m3u8").sources()));
    var body = rig.get().body();
    assertThat(media.packets(body, "v")).isEqualTo(media.packets(video, "v"));
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(audio, "a"));
  }

  @Test
  void a_part_that_is_gone_for_good_is_a_cut() throws Exception {
    publish("/lost/");
    var plan = lists.measured(lists.mux("/lost/v.m3u8", "/lost/a.m3u8"));
    page("/lost/v-4.m4s").always = new Fault.Status(404);
    rig.serves(plan);
    rig.renew = () -> Future.succeededFuture(plan);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void a_transport_stream_is_left_to_ffmpeg() throws Exception {
    var list = "#EXTM3U\n#EXTINF:1,\nt.ts\n#EXT-X-ENDLIST\n";
    origin.put("/t.ts", media.both("t.ts"));
    origin.put("/t.m3u8", list.getBytes(UTF_8));
    assertThatThrownBy(() -> lists.measured(lists.mux("/t.m3u8", null)))
        .isInstanceOf(MalformedMediaException.class);
  }

  private static String[] hls(String name, String parts, String... more) {
    var options = Stream.concat(Stream.of("-hls_time", "1"), Stream.of(more));
    return Lists.fragments(media, name, parts, options.toArray(String[]::new));
  }

  private static byte[] joined(String... names) throws IOException {
    var whole = new ByteArrayOutputStream();
    for (var name : names) {
      whole.writeBytes(Files.readAllBytes(media.file(name)));
    }
    return whole.toByteArray();
  }

  private static void publish(String folder) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.filter(it -> it.toString().matches(".*\\.(m3u8|m4s|mp4)")).toList()) {
        var path = folder + file.getFileName();
        PAGES.put(path, origin.put(path, Files.readAllBytes(file)));
      }
    }
  }

  private static Origin.Page page(String path) {
    return requireNonNull(PAGES.get(path), path);
  }
}
