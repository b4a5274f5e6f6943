package vn.taivideonhanh.media.webm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.webm.Footage.Packet;

/** Clips of WebM are MP4 that begins and ends where it should, seen by ffprobe. */
class ClippedWebmTest {
  private static final int SPANS = 24;
  private static final double PICTURE = 0.2;
  private static final double SOUND = 0.022;

  private static final List<List<String>> PAIRS =
      List.of(
          List.of("vp9", "opus"),
          List.of("av1", "opus-short"),
          List.of("vp9-short", "opus-front"),
          List.of("vp9-front", "opus"));

  @TempDir static Path directory;

  private static final Map<String, Double> TIMES = new HashMap<>();
  private static final Map<String, byte[]> FILES = new HashMap<>();

  @BeforeAll
  static void film() throws Exception {
    var takes = Takes.all();
    for (var name : Takes.names()) {
      FILES.put(name, Files.readAllBytes(takes.file(name)));
      Footage.packets(takes.file(name)).forEach(p -> TIMES.put(p.hash(), p.pts()));
    }
  }

  @Test
  void clips_begin_and_end_within_a_picture_of_what_was_asked() throws Exception {
    var random = new Random(12);
    var checks = new ArrayList<Callable<Clip>>();
    for (int i = 0; i < SPANS; i++) {
      long start = random.nextInt(3_500);
      var clip = new Clip(start, start + 300 + random.nextInt(3_000));
      var pair = PAIRS.get(i % PAIRS.size());
      var to = directory.resolve("clip" + i + ".mp4");
      checks.add(() -> check(clip, pair, to));
    }
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var done : pool.invokeAll(checks)) {
        assertThat(done.get()).isNotNull();
      }
    }
  }

  private static Assembled cut(Clip clip, List<String> names) throws MalformedMediaException {
    return new Assembled(clip, names.stream().map(FILES::get).toArray(byte[][]::new));
  }

  private static Clip check(Clip clip, List<String> pair, Path to) throws Exception {
    var what = pair + " " + clip;
    var assembled = cut(clip, pair);
    var whole = assembled.whole();
    assertThat((long) whole.length).isEqualTo(assembled.layout().length());
    int half = whole.length / 2;
    assertThat(assembled.range(half, whole.length))
        .isEqualTo(Arrays.copyOfRange(whole, half, whole.length));
    Files.write(to, whole);
    assertThat(Footage.complaints(to)).as(what).isEmpty();
    var left = Footage.packets(to);
    var pictures = shown(left, 0);
    var sounds = shown(left, 1);
    double start = clip.startMillis() / 1e3;
    double end = Math.min(4, clip.endMillis() / 1e3);
    double zero = source(pictures.getFirst());
    assertThat(pictures.getFirst().pts()).as(what).isCloseTo(0, within(1e-3));
    assertThat(zero).as(what).isBetween(start - PICTURE, start + PICTURE);
    double stop = pictures.getLast().pts() + PICTURE;
    assertThat(stop).as(what).isCloseTo(end - zero, within(PICTURE + 2e-3));
    assertThat(sounds.getFirst().pts()).as(what).isCloseTo(0, within(SOUND));
    assertThat(source(sounds.getFirst()) - sounds.getFirst().pts())
        .as("sound is with its picture in %s", what)
        .isCloseTo(zero, within(2e-3));
    assertThat(sounds.getLast().pts() + SOUND).as(what).isCloseTo(end - zero, within(4 * SOUND));
    for (var packet : left) {
      assertThat(TIMES).as(what).containsKey(packet.hash());
    }
    return clip;
  }

  /** What is presented of a stream, in order. */
  private static List<Packet> shown(List<Packet> packets, int stream) {
    return packets.stream().filter(p -> p.stream() == stream && p.pts() >= -SOUND).toList();
  }

  /** When a packet is shown in its source. */
  private static double source(Packet packet) {
    return Objects.requireNonNull(TIMES.get(packet.hash()), "a packet of no source");
  }

  @Test
  void a_clip_of_all_has_every_packet_of_its_sources() throws Exception {
    for (var pair : PAIRS) {
      var to = Files.write(directory.resolve("all.mp4"), cut(new Clip(0, 9_000), pair).whole());
      var packets = Footage.packets(to);
      for (int i = 0; i < 2; i++) {
        int stream = i;
        var source = Footage.packets(Takes.all().file(pair.get(i)));
        assertThat(hashes(packets, stream))
            .as(pair.get(i))
            .containsExactlyElementsOf(hashes(source, 0));
      }
      assertThat(Footage.duration(to)).isCloseTo(4, within(0.02));
    }
  }

  private static List<String> hashes(List<Packet> packets, int stream) {
    return packets.stream()
        .filter(p -> p.stream() == stream && p.hash().startsWith("MD5"))
        .map(Packet::hash)
        .toList();
  }

  @Test
  void sound_alone_is_cut_likewise() throws Exception {
    var to =
        Files.write(
            directory.resolve("sound.mp4"), cut(new Clip(1_234, 3_210), List.of("opus")).whole());
    assertThat(Footage.complaints(to)).isEmpty();
    assertThat(Footage.duration(to)).isCloseTo(1.976, within(2 * SOUND));
    var first = shown(Footage.packets(to), 0).getFirst();
    assertThat(source(first) - first.pts()).isCloseTo(1.234, within(2e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp8", "vorbis"})
  void what_has_no_place_in_mp4_is_refused(String name) {
    assertThatThrownBy(() -> cut(new Clip(1_000, 2_000), List.of(name)))
        .isInstanceOfSatisfying(
            MalformedMediaException.class,
            e -> assertThat(e.kind()).isEqualTo(MalformedMediaException.Kind.UNSUPPORTED));
  }

  @Test
  void a_clip_after_the_end_is_refused() {
    assertThatThrownBy(() -> cut(new Clip(20_000, 30_000), PAIRS.getFirst()))
        .isInstanceOf(MalformedMediaException.class);
  }

  @Test
  void only_the_clusters_around_a_clip_are_read() throws Exception {
    var file = Objects.requireNonNull(FILES.get("vp9-short"));
    var scan = ClippedWebm.scans(List.of(Assembled.read(file)), new Clip(2_050, 2_100)).getFirst();
    assertThat(scan.length()).isBetween(1L, file.length * 2L / 3);
  }
}
