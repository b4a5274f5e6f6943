package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.IndexReader;
import vn.taivideonhanh.media.layout.Piece;

/**
 * No input makes readers and passages fail but in their own way, go on for ever, or ask too much.
 */
class TwistedMp4Test {
  private static final int NEEDS = 3_000;
  private static final Clip CLIP = new Clip(700, 1500);

  @Property(tries = 1)
  void the_file_that_is_twisted_is_right_before() throws Exception {
    for (var nested : List.of(true, false)) {
      var picture = TinyMp4.bytes(BoxType.VIDE, nested);
      var sound = TinyMp4.bytes(BoxType.SOUN, nested);
      assertThat(merged(null, picture, sound)).isGreaterThan(6 * 160);
      assertThat(merged(CLIP, picture, sound)).isPositive();
    }
  }

  @Property(tries = 4000)
  void a_twisted_file_is_refused_or_passes(
      @ForAll boolean nested,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 900) Integer> places,
      @ForAll long seed) {
    var random = new Random(seed);
    var bytes = TinyMp4.bytes(BoxType.VIDE, nested);
    for (int place : places) {
      int at = place % bytes.length;
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) random.nextInt());
      }
    }
    var sound = TinyMp4.bytes(BoxType.SOUN, false);
    attempt(null, bytes, sound);
    attempt(CLIP, bytes, sound);
  }

  @Property(tries = 1000)
  void what_is_no_file_is_refused(@ForAll @Size(max = 300) byte[] bytes) {
    attempt(null, bytes);
  }

  @Property(tries = 2000)
  void a_fragment_of_any_bytes_is_refused_or_passes(@ForAll @Size(max = 200) byte[] bytes) {
    var change = List.of(new TrackChange(1, 2, 3));
    var treatment = new FragmentTreatment(change, bytes.length, 0, 50, false, 1);
    try (var passage = treatment.passage()) {
      passage.take(
          Unpooled.copiedBuffer(bytes),
          out -> {
            var _ = out.release();
          });
    } catch (MalformedMediaException e) {
      assertThat(e.kind()).isEqualTo(MalformedMediaException.Kind.CHANGED);
    }
  }

  private static void attempt(@Nullable Clip clip, byte[]... files) {
    try {
      assertThat(merged(clip, files)).isPositive();
    } catch (MalformedMediaException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** Length of what comes of the files, all of which has passed. */
  private static long merged(@Nullable Clip clip, byte[]... files) throws MalformedMediaException {
    var indexes = new ArrayList<Mp4Index>();
    for (var file : files) {
      indexes.add(read(new Mp4IndexReader(), file));
    }
    if (clip != null) {
      var readers = MergedMp4.edges(indexes, clip);
      for (int i = 0; i < files.length; i++) {
        indexes.set(i, read(readers.get(i), files[i]));
      }
    }
    long length = 0;
    for (var piece : MergedMp4.layout(indexes, clip).pieces()) {
      assertThat(piece.length()).isPositive();
      if (piece instanceof Piece.Span span && span.end() <= files[span.source()].length) {
        pass(span, files[span.source()]);
      }
      length += piece.length();
    }
    return length;
  }

  private static <T> T read(IndexReader<T> reader, byte[] file) throws MalformedMediaException {
    int needs = 0;
    for (var need = reader.need(); need != null; need = reader.need()) {
      assertThat(need.length()).isBetween(1, 4 << 20);
      assertThat(++needs).isLessThan(NEEDS);
      reader.feed(TinyMp4.window(file, need.offset(), need.length()));
    }
    return reader.index();
  }

  /** As many bytes come out as went in, in whatever portions. */
  private static void pass(Piece.Span span, byte[] file) throws MalformedMediaException {
    var out = new long[1];
    try (var passage = span.treatment().passage()) {
      for (long at = span.offset(); at < span.end(); at += 13) {
        int length = (int) Math.min(13, span.end() - at);
        var bytes = Unpooled.copiedBuffer(file, (int) at, length);
        passage.take(
            bytes,
            handed -> {
              out[0] += handed.readableBytes();
              var _ = handed.release();
            });
      }
    }
    assertThat(out[0]).isEqualTo(span.length());
  }
}
