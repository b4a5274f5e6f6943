package vn.taivideonhanh.media.mp4;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
import vn.taivideonhanh.media.mp4.Footage.Packet;

/** Merged files of every kind, held against their sources by ffprobe and ffmpeg. */
class MergedMp4Test {
  private static final Map<String, Path> FILES = new ConcurrentHashMap<>();
  private static final int RANGES = 500;

  @TempDir static Path directory;

  @BeforeAll
  static void film() throws Exception {
    var footage = new Footage(directory);
    var x264 = new String[] {"-preset", "ultrafast", "-bf", "2", "-g", "5", "-frag_duration", "1"};
    List<Callable<Path>> takes =
        List.of(
            () -> footage.video("h264", "libx264", x264),
            () -> footage.video("h264-long", "libx264", "-preset", "ultrafast", "-g", "50"),
            () ->
                footage.video(
                    "h264-absolute",
                    "libx264",
                    "-preset",
                    "ultrafast",
                    "-bf",
                    "0",
                    "-g",
                    "10",
                    "-movflags",
                    "frag_keyframe+empty_moov+global_sidx"),
            () ->
                footage.video(
                    "h264-late",
                    "libx264",
                    "-preset",
                    "ultrafast",
                    "-g",
                    "10",
                    "-output_ts_offset",
                    "60",
                    "-video_track_timescale",
                    "90000",
                    "-movflags",
                    "frag_keyframe+empty_moov+default_base_moof+global_sidx+delay_moov"),
            () ->
                footage.video(
                    "h265",
                    "libx265",
                    "-preset",
                    "ultrafast",
                    "-x265-params",
                    "log-level=none:keyint=10:pools=1",
                    "-tag:v",
                    "hvc1",
                    "-frag_duration",
                    "2000000"),
            () ->
                footage.video(
                    "av1",
                    "libaom-av1",
                    "-cpu-used",
                    "8",
                    "-usage",
                    "realtime",
                    "-g",
                    "15",
                    "-frag_duration",
                    "3000000"),
            () ->
                footage.video(
                    "vp9",
                    "libvpx-vp9",
                    "-deadline",
                    "realtime",
                    "-cpu-used",
                    "8",
                    "-g",
                    "5",
                    "-frag_duration",
                    "1000000"),
            () -> footage.audio("aac", "aac", "-frag_duration", "3000000"),
            () -> footage.audio("aac-whole", "aac", "-frag_duration", "10000000", "-ar", "44100"),
            () ->
                footage.audio(
                    "aac-late", "aac", "-frag_duration", "1000000", "-output_ts_offset", "60.3"),
            () -> footage.audio("opus", "libopus", "-frag_duration", "2000000"),
            () -> footage.audio("ac3", "ac3", "-frag_duration", "1500000"),
            () -> footage.audio("flac", "flac", "-frag_duration", "5000000"));
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var take : pool.invokeAll(takes)) {
        var file = take.get();
        FILES.put(file.getFileName().toString().replace(".mp4", ""), file);
      }
    }
    FILES.put(
        "h264-plain", new Rewritten(file("h264-absolute")).moved(directory.resolve("plain.mp4")));
    FILES.put("h264-nested", new Rewritten(file("h264")).nested(directory.resolve("n.mp4")));
    FILES.put("h264-paired", new Rewritten(file("h264")).paired(directory.resolve("p.mp4")));
    FILES.put("vp9-scaled", new Rewritten(file("vp9")).scaled(directory.resolve("s.mp4"), 3));
    FILES.put("aac-nested", new Rewritten(file("aac")).nested(directory.resolve("an.mp4")));
    FILES.put("opus-scaled", new Rewritten(file("opus")).scaled(directory.resolve("o.mp4"), 2));
  }

  @ParameterizedTest
  @CsvSource({
    "h264, aac",
    "h264, opus",
    "h264, ac3",
    "h264, flac",
    "h265, aac",
    "h265, opus",
    "h265, ac3",
    "h265, flac",
    "av1, aac",
    "av1, opus",
    "av1, ac3",
    "av1, flac",
    "vp9, aac",
    "vp9, opus",
    "vp9, ac3",
    "vp9, flac",
    "h264-long, aac",
    "h264-long, aac-whole",
    "h264-plain, aac-whole",
    "h264-plain, opus-scaled",
    "h264-late, aac-late",
    "h264-nested, aac-nested",
    "h264-paired, aac-nested",
    "vp9-scaled, opus-scaled",
    "aac, h264",
    "h264-nested, opus-scaled"
  })
  void a_merged_file_is_what_its_sources_are(String first, String second) throws Exception {
    var sources = List.of(file(first), file(second));
    try (var assembled = new Assembled(null, sources.get(0), sources.get(1))) {
      var whole = assembled.whole();
      assertThat((long) whole.length).isEqualTo(assembled.layout().length());
      var merged = Files.write(directory.resolve(first + "+" + second + ".mp4"), whole);
      ranges(assembled, whole);
      double start = shift(readable(first), merged, 0);
      assertThat(shift(readable(second), merged, 1)).isCloseTo(start, within(1e-3));
      double end = Math.max(Footage.end(readable(first)), Footage.end(readable(second)));
      assertThat(Footage.end(merged)).isCloseTo(end - start, within(1e-3));
      assertThat(Footage.complaints(merged)).isEmpty();
    }
  }

  @Test
  void positions_beyond_four_gibibytes_are_right() throws Exception {
    var source = new Rewritten(file("av1")).vast(directory.resolve("vast.mp4"));
    try (var assembled = new Assembled(null, source, file("aac"))) {
      var layout = assembled.layout();
      assertThat(layout.length()).isGreaterThan(Files.size(source)).isGreaterThan(4L << 30);
      var merged = directory.resolve("vast+aac.mp4");
      try (var out = FileChannel.open(merged, CREATE_NEW, WRITE)) {
        var _ = out.write(ByteBuffer.allocate(1), layout.length() - 1);
        for (int i = 0; i < layout.pieces().size(); i++) {
          long start = layout.start(i);
          long length = Math.min(layout.pieces().get(i).length(), 1 << 20);
          var _ = out.write(ByteBuffer.wrap(assembled.range(start, start + length)), start);
        }
      }
      assertThat(shift(file("av1"), merged, 0)).isZero();
      assertThat(shift(file("aac"), merged, 1)).isZero();
    }
  }

  private static Path file(String name) {
    return Objects.requireNonNull(FILES.get(name), name);
  }

  /** A file of the same media with an index that ffmpeg reads, too. */
  private static Path readable(String name) {
    return name.endsWith("-nested") || name.endsWith("-scaled")
        ? file(name.substring(0, name.indexOf('-')))
        : file(name);
  }

  /** By how much the packets of a stream, else the same, are earlier in the merged file. */
  private static double shift(Path source, Path merged, int stream) throws Exception {
    var before = Footage.packets(source);
    var after = Footage.packets(merged).stream().filter(p -> p.stream() == stream).toList();
    assertThat(after)
        .extracting(Packet::hash)
        .isEqualTo(before.stream().map(Packet::hash).toList());
    double shift = before.getFirst().pts() - after.getFirst().pts();
    for (int i = 0; i < before.size(); i++) {
      assertThat(before.get(i).pts() - after.get(i).pts()).isCloseTo(shift, within(1e-4));
    }
    return shift;
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
