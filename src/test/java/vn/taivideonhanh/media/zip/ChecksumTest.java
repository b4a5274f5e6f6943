package vn.taivideonhanh.media.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Against what Java computes from the bytes themselves. */
class ChecksumTest {
  @Property(tries = 300)
  void two_stretches_have_the_sum_of_both_together(
      @ForAll @Size(max = 2_000) byte[] bytes, @ForAll @IntRange(max = 2_000) int cut) {
    int at = Math.min(cut, bytes.length);
    var whole = of(bytes, 0, at).then(of(bytes, at, bytes.length));
    assertThat(whole).isEqualTo(of(bytes, 0, bytes.length));
  }

  @Property(tries = 100)
  void it_does_not_matter_what_is_joined_first(
      @ForAll byte[] one, @ForAll byte[] two, @ForAll byte[] three) {
    var a = of(one, 0, one.length);
    var b = of(two, 0, two.length);
    var c = of(three, 0, three.length);
    assertThat(a.then(b).then(c)).isEqualTo(a.then(b.then(c)));
  }

  @Test
  void lengths_beyond_four_gibibytes_count() {
    var zeros = of(new byte[1 << 20], 0, 1 << 20);
    var stretch = Checksum.EMPTY;
    for (int i = 0; i < 5 * 1024; i++) {
      stretch = stretch.then(zeros);
    }
    // From python: zlib.crc32 over 5 GiB of zeros.
    assertThat(stretch).isEqualTo(new Checksum(CRC_OF_5_GIB_OF_ZEROS, 5L << 30));
    assertThat(of(new byte[] {1}, 0, 1).then(Checksum.EMPTY)).isEqualTo(of(new byte[] {1}, 0, 1));
  }

  private static final int CRC_OF_5_GIB_OF_ZEROS = 0x193838C3;

  private static Checksum of(byte[] bytes, int from, int to) {
    var crc = new CRC32();
    crc.update(bytes, from, to - from);
    return new Checksum((int) crc.getValue(), to - from);
  }
}
