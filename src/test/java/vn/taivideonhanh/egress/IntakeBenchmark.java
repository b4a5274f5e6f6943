package vn.taivideonhanh.egress;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to judge a pasted address. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IntakeBenchmark {
  private final Intake intake = new Intake(Policies.STANDARD, null);
  private final String plain =
      "https://www.example.com/watch?v=dQw4w9WgXcQ&list=PL0123456789&t=61s";
  private final String odd = "  HTTPS://Vidéo.Example.ORG:443/a%20b/../c?x=1#top ";

  @Benchmark
  public String plain_address() {
    return intake.canonical(plain);
  }

  @Benchmark
  public String address_to_be_mended() {
    return intake.canonical(odd);
  }
}
