package vn.taivideonhanh.delivery;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.taivideonhanh.delivery.ByteRange.Extent;

/** What it costs to read a Range field and to find the part that it means. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RangeBenchmark {
  private final String span = "bytes=1048576-2097151";
  private final String suffix = "bytes=-500";
  private final String several = "bytes=0-4,5-9";

  @Benchmark
  public @Nullable Extent span() {
    return extent(span);
  }

  @Benchmark
  public @Nullable Extent suffix() {
    return extent(suffix);
  }

  @Benchmark
  public @Nullable Extent several() {
    return extent(several);
  }

  private static @Nullable Extent extent(String field) {
    var range = ByteRange.parse(field);
    return range == null ? null : range.in(1L << 30);
  }
}
