package vn.taivideonhanh.media.webm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.webm.Footage.Packet;

/** Merged files of every kind, held against their sources by ffprobe and ffmpeg. */
class MergedWebmTest {
  private static final int RANGES = 500;

  @TempDir static Path directory;

  private static Takes takes;

  @BeforeAll
  static void film() throws Exception {
    takes = Takes.all();
  }

  @ParameterizedTest
  @MethodSource("vn.taivideonhanh.media.webm.Takes#pairs")
  void a_merged_file_is_what_its_sources_are(Takes.Pair pair) throws Exception {
    var assembled = takes.assembled(pair);
    var whole = assembled.whole();
    assertThat((long) whole.length).isEqualTo(assembled.layout().length());
    var merged = Files.write(directory.resolve(pair + ".webm"), whole);
    ranges(assembled, whole);
    assertThat(of(Footage.packets(merged), 0))
        .isEqualTo(of(Footage.packets(takes.file(pair.first())), 0));
    assertThat(of(Footage.packets(merged), 1))
        .usingRecursiveComparison()
        .ignoringFields("stream")
        .isEqualTo(of(Footage.packets(takes.file(pair.second())), 0));
    assertThat(Footage.duration(merged)).isCloseTo(takes.seconds(pair), within(1e-3));
    assertThat(Footage.complaints(merged)).isEmpty();
  }

  @Test
  void a_player_that_goes_to_a_cue_misses_nothing_of_any_track() throws Exception {
    var merged = directory.resolve("sought.webm");
    var _ = Files.write(merged, takes.assembled(new Takes.Pair("vp9-short", "opus")).whole());
    for (double time : new double[] {1, 2, 3}) {
      var found = Footage.packets(merged, "-read_intervals", time + "%");
      assertThat(of(found, 0).getFirst().pts()).isCloseTo(time, within(1e-3));
      assertThat(of(found, 1).getFirst().pts()).isLessThan(time + 0.05);
    }
  }

  @Test
  void a_clip_is_refused() throws Exception {
    var indexes = List.of(Assembled.read(Files.readAllBytes(takes.file("vp9"))));
    assertThatThrownBy(() -> MergedWebm.layout(indexes, new Clip(0, 1000)))
        .isInstanceOfSatisfying(
            MalformedMediaException.class,
            e -> assertThat(e.kind()).isEqualTo(MalformedMediaException.Kind.UNSUPPORTED));
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
