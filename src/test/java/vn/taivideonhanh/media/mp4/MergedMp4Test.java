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
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.media.mp4.Footage.Packet;

/** Merged files of every kind, held against their sources by ffprobe and ffmpeg. */
class MergedMp4Test {
  private static final int RANGES = 500;

  @TempDir static Path directory;

  private static Takes takes;

  @BeforeAll
  static void film() throws Exception {
    takes = Takes.all();
  }

  @ParameterizedTest
  @MethodSource("vn.taivideonhanh.media.mp4.Takes#pairs")
  void a_merged_file_is_what_its_sources_are(Takes.Pair pair) throws Exception {
    var first = pair.first();
    var second = pair.second();
    try (var assembled = new Assembled(null, takes.file(first), takes.file(second))) {
      var whole = assembled.whole();
      assertThat((long) whole.length).isEqualTo(assembled.layout().length());
      var merged = Files.write(directory.resolve(pair + ".mp4"), whole);
      ranges(assembled, whole);
      double start = shift(takes.readable(first), merged, 0);
      assertThat(shift(takes.readable(second), merged, 1)).isCloseTo(start, within(1e-3));
      double end =
          Math.max(Footage.end(takes.readable(first)), Footage.end(takes.readable(second)));
      assertThat(Footage.end(merged)).isCloseTo(end - start, within(1e-3));
      assertThat(Footage.complaints(merged)).isEmpty();
    }
  }

  @Test
  void positions_beyond_four_gibibytes_are_right() throws Exception {
    var source = new Rewritten(takes.file("av1")).vast(directory.resolve("vast.mp4"));
    try (var assembled = new Assembled(null, source, takes.file("aac"))) {
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
      assertThat(shift(takes.file("av1"), merged, 0)).isZero();
      assertThat(shift(takes.file("aac"), merged, 1)).isZero();
    }
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
