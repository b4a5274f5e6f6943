package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Tracks joined by the real ffmpeg, from a real site to a real client. */
class MuxLaneTest {
  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip clip;
  private static byte[] video;
  private static byte[] audio;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    children = Rig.caged(vertx);
    origin = new Origin(vertx);
    clip = new Clip(directory);
    // Stands for a yt-dlp that decrypts.
    var ytDlp = List.of("/bin/cat", clip.file("whole.ts").toString());
    var shell = List.of("/bin/sh", "-c", String.join(" ", ytDlp));
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, shell));
    video = clip.video("v.mp4");
    audio = clip.audio("a.m4a");
    origin.put("/v.mp4", video);
    origin.put("/a.m4a", audio);
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @AfterEach
  void no_child_is_left() {
    assertThat(Poll.until(Duration.ofSeconds(3), () -> children.live() == 0)).isTrue();
  }

  @Test
  void a_pair_of_mp4_files_with_their_index_at_the_end() throws Exception {
    rig.serves(mux("mp4", file("/v.mp4", "mp4", true), file("/a.m4a", "m4a", false)));
    var response = rig.get("Range", "bytes=5-");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("none");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(clip.probe(response.body())).isEqualTo("video=h264 audio=aac 5.0");
    assertThat(clip.packets(response.body(), "v:0")).isEqualTo(clip.packets(video, "v:0"));
    assertThat(clip.packets(response.body(), "a:0")).isEqualTo(clip.packets(audio, "a:0"));
    var session = rig.session();
    assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    assertThat(session.figures().promised()).isNull();
    assertThat(session.figures().sent()).isEqualTo(response.body().length);
  }

  @Test
  void the_duration_is_in_the_head_of_the_file() throws Exception {
    rig.serves(mux("mp4", file("/v.mp4", "mp4", true), file("/a.m4a", "m4a", false)));
    var body = rig.get().body();
    var head = new String(body, 0, 4096, ISO_8859_1);
    assertThat(head).contains("mehd");
    int mvhd = head.indexOf("mvhd");
    var fields = ByteBuffer.wrap(body, mvhd + 16, 8);
    assertThat(fields.getInt() * 5L).isEqualTo(fields.getInt());
  }

  @Test
  void files_with_their_index_in_front_and_fragmented_ones() throws Exception {
    origin.put("/front.mp4", clip.video("front.mp4", "-movflags", "faststart"));
    origin.put(
        "/parts.m4a",
        clip.audio("parts.m4a", "-movflags", "frag_keyframe+empty_moov+default_base_moof"));
    rig.serves(mux("mp4", file("/front.mp4", "mp4", true), file("/parts.m4a", "m4a", false)));
    assertThat(clip.probe(rig.get().body())).isEqualTo("video=h264 audio=aac 5.0");
  }

  @Test
  void a_pair_of_webm_files() throws Exception {
    origin.put("/v.webm", clip.vp9("v.webm"));
    origin.put("/a.webm", clip.opus("a.webm"));
    rig.serves(mux("webm", file("/v.webm", "webm", true), file("/a.webm", "webm", false)));
    assertThat(clip.probe(rig.get().body())).isEqualTo("video=vp8 audio=opus 5.0");
    rig.serves(mux("matroska", file("/v.mp4", "mp4", true), file("/a.webm", "webm", false)));
    assertThat(clip.probe(rig.get().body())).isEqualTo("video=h264 audio=opus 5.0");
  }

  @Test
  void a_pair_of_fragmented_hls_playlists() throws Exception {
    clip.video(
        "hv.m3u8",
        "-f",
        "hls",
        "-hls_time",
        "1",
        "-hls_list_size",
        "0",
        "-hls_segment_type",
        "fmp4",
        "-hls_fmp4_init_filename",
        "hv-init.mp4",
        "-hls_segment_filename",
        clip.file("hv-%d.m4s").toString());
    clip.audio(
        "ha.m3u8",
        "-f",
        "hls",
        "-hls_time",
        "1",
        "-hls_list_size",
        "0",
        "-hls_segment_type",
        "fmp4",
        "-hls_flags",
        "single_file",
        "-hls_segment_filename",
        clip.file("ha.mp4").toString());
    origin.publish(clip.file("."), "hv", "ha");
    rig.serves(mux("mp4", hls("/hv.m3u8", true, false), hls("/ha.m3u8", false, true)));
    assertThat(clip.probe(rig.get().body())).isEqualTo("video=h264 audio=aac 5.0");
  }

  @Test
  void one_hls_playlist_of_a_transport_stream() throws Exception {
    clip.both(
        "ts.m3u8",
        "-f",
        "hls",
        "-hls_time",
        "1",
        "-hls_list_size",
        "0",
        "-hls_segment_filename",
        clip.file("ts-%d.ts").toString());
    origin.publish(clip.file("."), "ts");
    rig.serves(mux("mp4", hls("/ts.m3u8", true, true), null));
    assertThat(clip.probe(rig.get().body())).startsWith("video=h264 audio=aac 5.");
  }

  @Test
  void parts_that_a_dash_manifest_lists() throws Exception {
    rig.serves(mux("mp4", dash(), file("/a.m4a", "m4a", false)));
    assertThat(clip.probe(rig.get().body())).isEqualTo("video=h264 audio=aac 5.0");
  }

  @Test
  void a_source_that_fails_in_the_middle_is_taken_up_again() throws Exception {
    var page = origin.put("/faulty.mp4", video);
    page.meets(
        new Fault.None(), new Fault.Cut(20_000), new Fault.Cut(50_000), new Fault.Status(503));
    rig.serves(mux("mp4", file("/faulty.mp4", "mp4", true), file("/a.m4a", "m4a", false)));
    var body = rig.get().body();
    assertThat(clip.packets(body, "v:0")).isEqualTo(clip.packets(video, "v:0"));
    assertThat(rig.session().figures().retries()).isGreaterThan(1);
  }

  @Test
  void a_source_that_expires_is_renewed() throws Exception {
    var page = origin.put("/old.mp4", video);
    page.meets(new Fault.None(), new Fault.Cut(50_000));
    page.always = new Fault.Status(403);
    var audioTrack = file("/a.m4a", "m4a", false);
    rig.serves(mux("mp4", file("/old.mp4", "mp4", true), audioTrack));
    rig.renew = () -> Future.succeededFuture(mux("mp4", file("/v.mp4", "mp4", true), audioTrack));
    var body = rig.get().body();
    assertThat(clip.packets(body, "v:0")).isEqualTo(clip.packets(video, "v:0"));
  }

  @Test
  void a_source_that_fails_for_good_is_a_cut() throws Exception {
    var parts = dash();
    origin.put("/d-5.m4s", new byte[0]).always = new Fault.Status(404);
    rig.serves(mux("mp4", parts, file("/a.m4a", "m4a", false)));
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    var session = rig.session();
    assertThat(session.ended().await().outcome()).isEqualTo(Outcome.CUT);
    assertThat(session.figures().sent()).isPositive();
  }

  @Test
  void a_dead_source_is_a_problem_and_starts_no_child() throws Exception {
    origin.put("/dead.mp4", video).always = new Fault.Status(404);
    rig.serves(mux("mp4", file("/dead.mp4", "mp4", true), file("/a.m4a", "m4a", false)));
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).asString().isEqualTo("source-unavailable");
  }

  @Test
  void what_is_no_media_is_never_given_to_ffmpeg() throws Exception {
    var sdp = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nm=video 15004 RTP/AVP 96\r\n";
    origin.put("/sdp.mp4", sdp.getBytes(US_ASCII));
    rig.serves(mux("mp4", file("/sdp.mp4", "mp4", true), null));
    assertThat(rig.get().body()).asString().isEqualTo("source-unavailable");
  }

  @Test
  void a_broken_file_is_a_problem() throws Exception {
    var broken = video.clone();
    Arrays.fill(broken, 40, broken.length, (byte) 0);
    origin.put("/broken.mp4", broken);
    rig.serves(mux("mp4", file("/broken.mp4", "mp4", true), null));
    assertThat(rig.get().statusCode()).isEqualTo(502);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_live_playlist_is_named() throws Exception {
    origin.put("/live.m3u8", "#EXTM3U\n#EXTINF:1,\na.ts\n".getBytes(US_ASCII));
    rig.serves(mux("mp4", hls("/live.m3u8", true, true), null));
    assertThat(rig.get().body()).asString().isEqualTo("video-live");
  }

  @Test
  void an_encrypted_playlist_comes_through_yt_dlp() throws Exception {
    clip.both("whole.ts");
    var list =
        """
        #EXTM3U
        #EXT-X-KEY:METHOD=AES-128,URI="key"
        #EXTINF:5,
        a.ts
        #EXT-X-ENDLIST
        """;
    origin.put("/locked.m3u8", list.getBytes(US_ASCII));
    rig.serves(mux("mp4", hls("/locked.m3u8", true, true), null));
    assertThat(clip.probe(rig.get().body())).startsWith("video=h264 audio=aac 5.");
    var other = new Source.Other("rtmp://x.example/", Map.of());
    rig.serves(mux("mp4", new Track("o", "ts", other, true, true), null));
    assertThat(clip.probe(rig.get().body())).startsWith("video=h264 audio=aac 5.");
  }

  @Test
  void a_head_starts_nothing() throws Exception {
    rig.serves(mux("mp4", file("/gone.mp4", "mp4", true), null));
    var response = rig.send("HEAD");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
  }

  private static Track dash() throws Exception {
    clip.video(
        "d.mpd",
        "-f",
        "dash",
        "-seg_duration",
        "1",
        "-init_seg_name",
        "d-init.mp4",
        "-media_seg_name",
        "d-$Number$.m4s");
    origin.publish(clip.file("."), "d-");
    var paths = new ArrayList<>(List.of("d-init.mp4"));
    for (int i = 1; Files.exists(clip.file("d-" + i + ".m4s")); i++) {
      paths.add("d-" + i + ".m4s");
    }
    var parts = new Source.Parts(origin.url("/d.mpd"), Map.of(), paths);
    return new Track("v", "mp4", parts, true, false);
  }

  private static Track file(String path, String ext, boolean video) {
    return new Track("1", ext, new Source.File(origin.url(path), Map.of(), null), video, !video);
  }

  private static Track hls(String path, boolean video, boolean audio) {
    return new Track("1", "mp4", new Source.Hls(origin.url(path), Map.of()), video, audio);
  }

  private static StreamPlan.Mux mux(String container, Track first, @Nullable Track second) {
    return new StreamPlan.Mux(Rig.head("A clip", "mp4", 5), first, second, container);
  }
}
