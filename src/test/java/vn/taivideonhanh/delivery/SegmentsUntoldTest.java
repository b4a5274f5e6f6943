package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.process.Children;

/** Playlists of fragments whose lengths are not known, sent as they come and without a child. */
class SegmentsUntoldTest {
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
    media.video("v.m3u8", Lists.fragments(media, "v", "v-%d.m4s", "-hls_time", "1"));
    media.audio("a.m3u8", Lists.fragments(media, "a", "a-%03d.m4s", "-hls_time", "0.04"));
    media.both("b.m3u8", Lists.fragments(media, "b", "b-%d.m4s", "-hls_time", "1"));
    video = joined("v");
    audio = joined("a");
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
  void more_files_than_are_asked_for_are_merged_as_they_come() throws Exception {
    assertThat(names("a")).hasSizeGreaterThan(Exact.MOST_PARTS);
    var plan = lists.measured(lists.mux("/v.m3u8", "/a.m3u8"));
    assertThat(plan.way()).isEqualTo(Segments.Way.MERGED);
    assertThat(plan.lengths()).isNull();
    assertThat(plan.resumable()).isFalse();
    rig.serves(plan);
    var response = rig.get("Range", "bytes=5-");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    same(response.body());
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
  }

  private static void same(byte[] body) throws Exception {
    assertThat(media.probe(body)).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(media.errors(body)).isEmpty();
    assertThat(media.packets(body, "v")).isEqualTo(media.packets(video, "v"));
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(audio, "a"));
  }

  @Test
  void files_of_which_a_site_tells_no_length_are_merged_as_they_come() throws Exception {
    publish("/untold/");
    PAGES.forEach((path, page) -> {
      page.ranges = !path.startsWith("/untold/b-");
      page.length = page.ranges;
    });
    var plan = lists.measured(lists.mux("/untold/b.m3u8", null));
    assertThat(plan.lengths()).isNull();
    rig.serves(plan);
    var body = rig.get().body();
    assertThat(media.probe(body)).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(media.errors(body)).isEmpty();
    assertThat(media.packets(body, "v")).isEqualTo(media.packets(joined("b"), "v"));
    assertThat(media.packets(body, "a")).isEqualTo(media.packets(joined("b"), "a"));
  }

  @Test
  void a_part_that_breaks_off_is_taken_up_again_and_one_that_is_gone_is_found_again()
      throws Exception {
    publish("/old/");
    var plan = lists.measured(lists.mux("/old/v.m3u8", "/old/a.m3u8"));
    page("/old/v-1.m4s").meets(new Fault.Cut(900));
    page("/old/v-3.m4s").always = new Fault.Status(403);
    page("/old/a-050.m4s").always = new Fault.Status(403);
    rig.serves(plan);
    rig.renew = () -> Future.succeededFuture(plan.with(lists.mux("/v.m3u8", "/a.m3u8").sources()));
    same(rig.get().body());
  }

  @Test
  void a_part_that_is_no_fragment_is_a_cut() throws Exception {
    publish("/odd/");
    var plan = lists.measured(lists.mux("/odd/v.m3u8", "/odd/a.m3u8"));
    page("/odd/v-4.m4s").bytes = "What is this? Nothing that plays.".getBytes(UTF_8);
    rig.serves(plan);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "source-changed", null));
  }

  @Test
  void fragments_whose_header_is_beyond_us_are_joined_as_they_are() throws Exception {
    publish("/many/");
    var header = page("/many/v-init.mp4");
    header.bytes = withEdits(header.bytes, 65);
    var plan = lists.measured(lists.mux("/many/v.m3u8", null));
    assertThat(plan.way()).isEqualTo(Segments.Way.JOINED);
    assertThat(plan.resumable()).isTrue();
    rig.serves(plan);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(header.bytes);
    whole.write(
        video, page("/v-init.mp4").bytes.length, video.length - page("/v-init.mp4").bytes.length);
    assertThat(rig.get().body()).isEqualTo(whole.toByteArray());
    assertThat(rig.get("Range", "bytes=-1000").statusCode()).isEqualTo(206);
  }

  /** The header with a list of edits that do nothing, in the place of its own or none. */
  private static byte[] withEdits(byte[] header, int count) {
    var list = ByteBuffer.allocate(24 + 12 * count);
    list.putInt(list.capacity()).put("edts".getBytes(ISO_8859_1)).putInt(list.capacity() - 8);
    list.put("elst".getBytes(ISO_8859_1)).putInt(0).putInt(count);
    for (int i = 0; i < count; i++) {
      list.putInt(0).putInt(0).putInt(0x10000);
    }
    var text = new String(header, ISO_8859_1);
    int mdia = text.indexOf("mdia") - 4;
    var out = ByteBuffer.allocate(header.length + list.capacity());
    out.put(header, 0, mdia).put(list.flip()).put(header, mdia, header.length - mdia);
    for (var around : new String[] {"moov", "trak"}) {
      int at = text.indexOf(around) - 4;
      out.putInt(at, out.getInt(at) + list.capacity());
    }
    return out.array();
  }

  private static byte[] joined(String list) throws IOException {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(Files.readAllBytes(media.file(list + "-init.mp4")));
    for (var name : names(list)) {
      whole.writeBytes(Files.readAllBytes(media.file(name)));
    }
    return whole.toByteArray();
  }

  private static List<String> names(String list) throws IOException {
    return Files.readAllLines(media.file(list + ".m3u8")).stream()
        .filter(line -> line.endsWith(".m4s"))
        .toList();
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
