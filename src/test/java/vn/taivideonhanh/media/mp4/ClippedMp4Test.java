package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.mp4.Footage.Packet;

/** Clips begin and end where they should, seen by ffprobe. */
class ClippedMp4Test {
  private static final int SPANS = 100;
  private static final double PICTURE = 0.2;
  private static final double SOUND = 0.022;

  @TempDir static Path directory;

  private static final List<Path[]> SOURCES = new ArrayList<>();
  private static final Map<String, Double> TIMES = new HashMap<>();

  @BeforeAll
  static void film() throws Exception {
    var footage = new Footage(directory);
    var h264 =
        footage.video(
            "h264",
            "libx264",
            "-preset",
            "ultrafast",
            "-bf",
            "2",
            "-g",
            "10",
            "-frag_duration",
            "2000000");
    var vp9 =
        footage.video(
            "vp9",
            "libvpx-vp9",
            "-deadline",
            "realtime",
            "-cpu-used",
            "8",
            "-g",
            "15",
            "-video_track_timescale",
            "90000",
            "-frag_duration",
            "3000000");
    var aac = footage.audio("aac", "aac", "-frag_duration", "2500000");
    var opus = footage.audio("opus", "libopus", "-frag_duration", "1000000");
    SOURCES.add(new Path[] {h264, aac});
    SOURCES.add(new Path[] {vp9, opus});
    SOURCES.add(new Path[] {opus, h264});
    SOURCES.add(new Path[] {footage.both("both")});
    for (var sources : SOURCES) {
      for (var source : sources) {
        Footage.packets(source).forEach(p -> TIMES.put(p.hash(), p.pts()));
      }
    }
  }

  @Test
  void a_hundred_clips_begin_and_end_within_a_picture_of_what_was_asked() throws Exception {
    var random = new Random(11);
    var checks = new ArrayList<Callable<Clip>>();
    for (int i = 0; i < SPANS; i++) {
      long start = random.nextInt(9_000);
      var clip = new Clip(start, start + 400 + random.nextInt(6_000));
      var sources = SOURCES.get(i % SOURCES.size());
      var to = directory.resolve("clip" + i + ".mp4");
      checks.add(() -> check(clip, sources, to));
    }
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var done : pool.invokeAll(checks)) {
        assertThat(done.get()).isNotNull();
      }
    }
  }

  private static Clip check(Clip clip, Path[] sources, Path to) throws Exception {
    try (var assembled = new Assembled(clip, sources)) {
      var whole = assembled.whole();
      assertThat((long) whole.length).isEqualTo(assembled.layout().length());
      int half = whole.length / 2;
      assertThat(assembled.range(half, whole.length))
          .isEqualTo(Arrays.copyOfRange(whole, half, whole.length));
      Files.write(to, whole);
    }
    boolean soundFirst = sources[0].endsWith("opus.mp4");
    var left = Footage.packets(to);
    var pictures = shown(left, soundFirst ? 1 : 0);
    var sounds = shown(left, soundFirst ? 0 : 1);
    double start = clip.startMillis() / 1e3;
    double end = Math.min(10, clip.endMillis() / 1e3);
    double zero = source(pictures.getFirst());
    assertThat(pictures.getFirst().pts()).as("%s", clip).isCloseTo(0, within(1e-3));
    assertThat(zero).as("%s", clip).isBetween(start - PICTURE, start + PICTURE);
    double stop = pictures.getLast().pts() + PICTURE;
    assertThat(stop).as("%s", clip).isCloseTo(end - zero, within(PICTURE + 1e-3));
    assertThat(sounds.getFirst().pts()).as("%s", clip).isCloseTo(0, within(SOUND));
    assertThat(source(sounds.getFirst()) - sounds.getFirst().pts())
        .as("sound is with its picture in %s", clip)
        .isCloseTo(zero, within(2e-3));
    assertThat(sounds.getLast().pts() + SOUND)
        .as("%s", clip)
        .isCloseTo(end - zero, within(4 * SOUND));
    return clip;
  }

  /** What is presented of a stream, in order. */
  private static List<Packet> shown(List<Packet> packets, int stream) {
    return packets.stream()
        .filter(p -> p.stream() == stream && p.pts() >= -SOUND)
        .sorted(Comparator.comparingDouble(Packet::pts))
        .toList();
  }

  /** When a packet is shown in its source. */
  private static double source(Packet packet) {
    return Objects.requireNonNull(TIMES.get(packet.hash()), "a packet of no source");
  }

  @Test
  void a_clip_after_the_end_is_refused() {
    assertThatThrownBy(() -> new Assembled(new Clip(20_000, 30_000), SOURCES.getFirst()).close())
        .isInstanceOf(MalformedMediaException.class);
  }
}
