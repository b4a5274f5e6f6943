package vn.taivideonhanh.media.webm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * No input makes readers and passages fail but in their own way, go on for ever, or ask too much.
 */
class TwistedWebmTest {
  private static final Clip PART = new Clip(1_500, 2_700);

  @Property(tries = 1)
  void the_file_that_is_twisted_is_right_before() throws Exception {
    for (var front : List.of(true, false)) {
      var picture = TinyWebm.bytes(true, front);
      var sound = TinyWebm.bytes(false, !front);
      var merged = new Assembled(picture, sound);
      assertThat(merged.layout().pieces()).hasSize(9);
      assertThat(merged.whole()).hasSize((int) merged.layout().length());
      assertThat(Assembled.read(picture).durationMillis()).isEqualTo(4000);
    }
  }

  @Property(tries = 4000)
  void a_twisted_file_is_refused_or_passes(
      @ForAll boolean front,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 900) Integer> places,
      @ForAll long seed) {
    var random = new Random(seed);
    var bytes = TinyWebm.bytes(true, front);
    for (int place : places) {
      int at = place % bytes.length;
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) random.nextInt());
      }
    }
    attempt(bytes, TinyWebm.bytes(false, front));
  }

  @Property(tries = 500)
  void a_file_that_ends_early_is_refused(
      @ForAll boolean front, @ForAll @IntRange(max = 900) int at) {
    var bytes = TinyWebm.bytes(true, front);
    attempt(Arrays.copyOf(bytes, Math.min(at, bytes.length - 1)));
  }

  @Property(tries = 1000)
  void what_is_no_file_is_refused(@ForAll @Size(max = 300) byte[] bytes) {
    attempt(bytes);
  }

  @Property(tries = 2000)
  void clusters_of_any_bytes_are_refused_or_pass(@ForAll @Size(max = 200) byte[] bytes) {
    var twisted = new byte[bytes.length + 5];
    var head = new byte[] {0x1f, 0x43, (byte) 0xb6, 0x75, (byte) 0xff};
    System.arraycopy(head, 0, twisted, 0, head.length);
    System.arraycopy(bytes, 0, twisted, head.length, bytes.length);
    for (var some : List.of(bytes, twisted)) {
      try (var passage = new ClusterTreatment(some.length, 1, 2).passage()) {
        passage.take(
            Unpooled.copiedBuffer(some),
            out -> {
              var _ = out.release();
            });
      } catch (MalformedMediaException e) {
        assertThat(e.kind()).isEqualTo(MalformedMediaException.Kind.CHANGED);
      }
    }
  }

  @Property(tries = 1)
  void a_clip_of_the_file_that_is_twisted_is_right_before() throws Exception {
    for (var front : List.of(true, false)) {
      var clip = new Assembled(PART, TinyWebm.bytes(true, front), TinyWebm.bytes(false, !front));
      assertThat(clip.whole()).hasSize((int) clip.layout().length());
    }
  }

  @Property(tries = 2000)
  void clusters_of_any_bytes_have_frames_or_are_refused(@ForAll @Size(max = 200) byte[] bytes) {
    var cluster = new byte[] {0x1f, 0x43, (byte) 0xb6, 0x75, (byte) 0xff, (byte) 0xe7, -127, 9};
    var twisted = Arrays.copyOf(cluster, cluster.length + bytes.length);
    System.arraycopy(bytes, 0, twisted, cluster.length, bytes.length);
    for (var some : List.of(bytes, twisted)) {
      var extent = new WebmIndex.Extent(7, 7 + some.length);
      try {
        var reader =
            new BlockReader(
                extent,
                1,
                block -> assertThat(block.offset() + block.length()).isBetween(8L, extent.end()));
        for (int i = 0; i < some.length; i += 5) {
          reader.read(Unpooled.wrappedBuffer(some, i, Math.min(5, some.length - i)));
        }
      } catch (MalformedMediaException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  /** As many bytes come out as went in, or the files are refused. */
  private static void attempt(byte[]... files) {
    try {
      var merged = new Assembled(files);
      assertThat(merged.whole()).hasSize((int) merged.layout().length());
      var clip = new Assembled(PART, files);
      assertThat(clip.whole()).hasSize((int) clip.layout().length());
    } catch (MalformedMediaException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
