package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;

/**
 * No tables of samples make what cuts clips fail but in its own way, go on for ever, or ask too
 * much.
 */
class TwistedTablesTest {
  private static final Clip CLIP = new Clip(700, 1500);

  @Property(tries = 1)
  void the_file_that_is_twisted_is_right_before() throws Exception {
    var layout = clipped(TinyTables.bytes(10));
    // One picture in ten units of 0.2 s is hidden, and one of sound is needed before.
    long media = layout.length() - layout.pieces().getFirst().length();
    assertThat(media).isBetween(80L, 120L);
    assertThat(layout.pieces()).hasSizeLessThan(5);
  }

  @Property(tries = 1)
  void positions_beyond_4_GiB_are_written() throws Exception {
    var layout = clipped(TinyTables.bytes(Integer.MAX_VALUE));
    assertThat(layout.length()).isGreaterThan(10L << 30);
    var header = ((Piece.Literal) layout.pieces().getFirst()).bytes();
    assertThat(header.getInt(header.limit() - 16)).isOne();
    assertThat(header.getLong(header.limit() - 8)).isEqualTo(layout.length() - header.limit() + 16);
  }

  @Property(tries = 6000)
  void a_twisted_file_is_refused_or_cut(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1500) Integer> places,
      @ForAll @IntRange(max = 3000) int start,
      @ForAll long seed) {
    var random = new Random(seed);
    var bytes = TinyTables.bytes(10);
    for (int place : places) {
      int at = place % bytes.length;
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) random.nextInt());
      }
    }
    try {
      var layout = clipped(bytes, new Clip(start, start + 900));
      assertThat(layout.length()).isPositive();
      assertThat(layout.pieces()).allMatch(piece -> piece.length() > 0);
    } catch (MalformedMediaException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 1)
  void boxes_in_boxes_are_refused() {
    var out = new BoxWriter().begin(BoxType.MOOV);
    out.begin(BoxType.TRAK).begin(BoxType.MDIA);
    out.begin(BoxType.HDLR, 0, 0).i32(0).i32(BoxType.VIDE).end();
    for (int i = 0; i < 100_000; i++) {
      out.begin(BoxType.MINF);
    }
    for (int i = 0; i < 100_003; i++) {
      out.end();
    }
    var bytes = new byte[out.bytes().remaining()];
    out.bytes().get(bytes);
    assertThat(refusal(bytes)).contains("boxes");
  }

  private static String refusal(byte[] bytes) {
    try {
      return "a layout of " + clipped(bytes).length();
    } catch (MalformedMediaException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Layout clipped(byte[] file) throws MalformedMediaException {
    return clipped(file, CLIP);
  }

  private static Layout clipped(byte[] file, Clip clip) throws MalformedMediaException {
    var reader = new ClipReader(-1);
    int needs = 0;
    for (var need = reader.need(); need != null; need = reader.need()) {
      assertThat(need.length()).isBetween(1, reader.most());
      assertThat(++needs).isLessThan(3_000);
      reader.feed(TinyMp4.window(file, need.offset(), need.length()));
    }
    return MergedMp4.layout(List.of(reader.index()), clip);
  }
}
