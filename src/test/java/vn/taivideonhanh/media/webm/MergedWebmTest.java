package vn.taivideonhanh.media.webm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.webm.Footage.Packet;

/** Merged files of every kind, held against their sources by ffprobe and ffmpeg. */
class MergedWebmTest {
  private static final Map<String, Path> FILES = new ConcurrentHashMap<>();
  private static final int RANGES = 500;

  @TempDir static Path directory;

  @BeforeAll
  static void film() throws Exception {
    var footage = new Footage(directory);
    var vp9 = new String[] {"-deadline", "realtime", "-cpu-used", "8", "-g", "5"};
    var av1 = new String[] {"-cpu-used", "8", "-usage", "realtime", "-g", "10"};
    var vp8 = new String[] {"-deadline", "realtime", "-cpu-used", "8", "-g", "7"};
    List<Callable<Path>> takes =
        List.of(
            () -> footage.video("vp9", "libvpx-vp9", vp9),
            () -> footage.video("vp9-front", "libvpx-vp9", and(vp9, "-cues_to_front", "1")),
            () -> footage.video("vp9-short", "libvpx-vp9", and(vp9, "-cluster_time_limit", "300")),
            () -> footage.video("av1", "libaom-av1", av1),
            () -> footage.video("vp8", "libvpx", vp8),
            () -> footage.audio("opus", "libopus"),
            () -> footage.audio("opus-front", "libopus", "-cues_to_front", "1"),
            () -> footage.audio("opus-short", "libopus", "-cluster_time_limit", "700"),
            () -> footage.audio("vorbis", "libvorbis", "-cluster_time_limit", "1500"));
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var take : pool.invokeAll(takes)) {
        var file = take.get();
        FILES.put(file.getFileName().toString().replace(".webm", ""), file);
      }
    }
  }

  private static String[] and(String[] options, String... more) {
    var all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "vp9, opus",
    "vp9-front, opus-front",
    "vp9-short, opus-short",
    "vp9-front, opus-short",
    "av1, opus",
    "vp8, vorbis",
    "vorbis, vp9-short"
  })
  void a_merged_file_is_what_its_sources_are(String first, String second) throws Exception {
    var assembled = assembled(first, second);
    var whole = assembled.whole();
    assertThat((long) whole.length).isEqualTo(assembled.layout().length());
    var merged = Files.write(directory.resolve(first + "+" + second + ".webm"), whole);
    ranges(assembled, whole);
    assertThat(of(Footage.packets(merged), 0)).isEqualTo(of(Footage.packets(file(first)), 0));
    assertThat(of(Footage.packets(merged), 1))
        .usingRecursiveComparison()
        .ignoringFields("stream")
        .isEqualTo(of(Footage.packets(file(second)), 0));
    double end = Math.max(Footage.duration(file(first)), Footage.duration(file(second)));
    assertThat(Footage.duration(merged)).isCloseTo(end, within(1e-3));
    assertThat(Footage.complaints(merged)).isEmpty();
  }

  @Test
  void a_player_that_goes_to_a_cue_misses_nothing_of_any_track() throws Exception {
    var merged = directory.resolve("sought.webm");
    var _ = Files.write(merged, assembled("vp9-short", "opus").whole());
    for (double time : new double[] {1, 2, 3}) {
      var found = Footage.packets(merged, "-read_intervals", time + "%");
      assertThat(of(found, 0).getFirst().pts()).isCloseTo(time, within(1e-3));
      assertThat(of(found, 1).getFirst().pts()).isLessThan(time + 0.05);
    }
  }

  @Test
  void a_clip_is_refused() throws Exception {
    var indexes = List.of(Assembled.read(Files.readAllBytes(file("vp9"))));
    assertThatThrownBy(() -> MergedWebm.layout(indexes, new Clip(0, 1000)))
        .isInstanceOfSatisfying(
            MalformedMediaException.class,
            e -> assertThat(e.kind()).isEqualTo(MalformedMediaException.Kind.UNSUPPORTED));
  }

  private static Assembled assembled(String first, String second) throws Exception {
    return new Assembled(Files.readAllBytes(file(first)), Files.readAllBytes(file(second)));
  }

  private static Path file(String name) {
    return Objects.requireNonNull(FILES.get(name), name);
  }

  private static List<Packet> of(List<Packet> packets, int stream) {
    var found = packets.stream().filter(packet -> packet.stream() == stream).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static void ranges(Assembled assembled, byte[] whole) throws Exception {
    var random = new Random(whole.length);
    for (int i = 0; i < RANGES; i++) {
      int from = random.nextInt(whole.length);
      int to = from + 1 + random.nextInt(Math.min(whole.length - from, 1 << random.nextInt(18)));
      assertThat(assembled.range(from, to))
          .as("%d to %d", from, to)
          .isEqualTo(Arrays.copyOfRange(whole, from, to));
    }
  }
}
