package vn.taivideonhanh.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the limit of a stream's rate costs a piece. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitsBenchmark {
  private static final int PIECE = 64 << 10;
  private static final long STEP = Duration.ofMillis(1).toNanos();

  private final RateCap cap = new RateCap(1 << 26, 0);
  private long now;

  @Benchmark
  public long piece_of_a_capped_stream() {
    now += STEP;
    return cap.pause(PIECE, now);
  }
}
