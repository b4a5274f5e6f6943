package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
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
import vn.taivideonhanh.media.mp4.Footage.Packet;

/** Clips of files that are not fragmented begin and end where they should, seen by ffprobe. */
class ClippedTablesTest {
  private static final int SPANS = 25;
  private static final double PICTURE = 0.2;
  private static final double SOUND = 0.022;

  @TempDir static Path directory;

  private static final List<Path[]> SOURCES = new ArrayList<>();
  private static final Map<String, Double> TIMES = new HashMap<>();

  @BeforeAll
  static void film() throws Exception {
    var footage = new Footage(directory);
    var video =
        footage.video(
            "video", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "10", "-movflags", "0");
    var audio = footage.audio("audio", "aac", "-movflags", "faststart");
    var front = footage.both("front", "-movflags", "faststart");
    SOURCES.add(new Path[] {front});
    SOURCES.add(new Path[] {TinyTables.far(front, directory.resolve("far.mp4"))});
    SOURCES.add(new Path[] {footage.both("back", "-movflags", "0", "-g", "15")});
    SOURCES.add(new Path[] {video, audio});
    SOURCES.add(new Path[] {footage.both("negative", "-movflags", "negative_cts_offsets")});
    for (var sources : SOURCES) {
      for (var source : sources) {
        Footage.packets(source).forEach(p -> TIMES.put(p.hash(), p.pts()));
      }
    }
  }

  @Test
  void clips_begin_and_end_within_a_picture_of_what_was_asked() throws Exception {
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
    assertThat(Footage.complaints(to)).as("%s", clip).isEmpty();
    var left = Footage.packets(to);
    var pictures = shown(left, 0);
    var sounds = shown(left, 1);
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
        .filter(p -> p.stream() == stream && !p.hidden())
        .sorted(Comparator.comparingDouble(Packet::pts))
        .toList();
  }

  /** When a packet is shown in its source. */
  private static double source(Packet packet) {
    return Objects.requireNonNull(TIMES.get(packet.hash()), "a packet of no source");
  }
}
