package vn.taivideonhanh.media.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.taivideonhanh.media.MalformedMediaException;

/** What a fragment's head of 50 samples costs on its way into a merged file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MoofPatchBenchmark {
  private static final int SAMPLES = 50;
  private static final int TRUN = 20 + 12 * SAMPLES;

  /** Puts back what is there, so that it can be done again. */
  private final FragmentTreatment treatment =
      new FragmentTreatment(List.of(new TrackChange(1, 1, 0)), 1 << 20, 0, 0, true, 7);

  private final ByteBuf head = head();

  private static ByteBuf head() {
    var bytes = Unpooled.directBuffer();
    bytes.writeInt(8 + 16 + 8 + 16 + 20 + TRUN).writeInt(BoxType.MOOF);
    bytes.writeInt(16).writeInt(BoxType.MFHD).writeInt(0).writeInt(1);
    bytes.writeInt(8 + 16 + 20 + TRUN).writeInt(BoxType.TRAF);
    bytes.writeInt(16).writeInt(BoxType.TFHD).writeInt(0x02_0000).writeInt(1);
    bytes.writeInt(20).writeInt(BoxType.TFDT).writeInt(1 << 24).writeLong(90_000);
    bytes.writeInt(TRUN).writeInt(BoxType.TRUN).writeInt(0x0701).writeInt(SAMPLES);
    return bytes.writeZero(4 + 12 * SAMPLES);
  }

  @Benchmark
  public ByteBuf head_of_a_fragment() throws MalformedMediaException {
    MoofPatch.apply(head, 0, head.readableBytes(), treatment, treatment.sequence(1));
    return head;
  }
}
