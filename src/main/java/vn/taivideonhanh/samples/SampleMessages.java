package vn.taivideonhanh.samples;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/** The contract of the samples package: all that another package may know of it. */
public final class SampleMessages {
  /** How all nodes were in the last hours. */
  public static final Endpoint<AskCharts, Charts> CHARTS =
      new Endpoint<>("samples.charts", AskCharts.class, Charts.class);

  /** How analyses of which sites ended on all nodes in the last 24 hours. */
  public static final Endpoint<AskSites, Sites> SITES =
      new Endpoint<>("samples.sites", AskSites.class, Sites.class);

  /** A node has noted how it was in the last minute. */
  public static final Fact<Sampled> SAMPLED = new Fact<>("samples.kept", Sampled.class);

  private SampleMessages() {}

  /**
   * A sample was kept.
   *
   * @param at epoch milliseconds, a whole minute
   */
  public record Sampled(long at) {}

  /**
   * Asks for charts.
   *
   * @param minutes up to now, 1 to 1440
   */
  public record AskCharts(int minutes) {}

  /**
   * Lines with a point each {@code stepSeconds}, of all nodes together; null where nothing was
   * measured. Bytes, ends and requests are those of the step, streams, queue, lag, memory and
   * processor the greatest in it.
   *
   * @param from epoch milliseconds of the first point
   * @param queueMillis how long analyses waited, the mean of those that started
   * @param lagMillis the worst of all event loops
   * @param cpu load of the busiest node's process, 0 to 1
   */
  public record Charts(
      long from,
      int stepSeconds,
      List<@Nullable Double> streams,
      List<@Nullable Double> bytes,
      List<@Nullable Double> truncated,
      List<@Nullable Double> waiting,
      List<@Nullable Double> active,
      List<@Nullable Double> queueMillis,
      List<@Nullable Double> requests,
      List<@Nullable Double> failed,
      List<@Nullable Double> lagMillis,
      List<@Nullable Double> memoryBytes,
      List<@Nullable Double> cpu) {}

  /** Asks how sites do. */
  public record AskSites() {}

  /** Sites of which something was analysed, the one with most failures first. */
  public record Sites(List<Site> sites) {
    public Sites {
      sites = List.copyOf(sites);
    }
  }

  /**
   * How the analyses of one site ended.
   *
   * @param name of a fixed list; {@code other} is all the rest
   * @param done attempts that ended well
   * @param failures attempts that did not, by slug of the problem
   * @param lastDone epoch milliseconds, to the minute
   * @param lastFailed epoch milliseconds, to the minute
   * @param lastFailure slug of the problem
   */
  public record Site(
      String name,
      long done,
      long failed,
      Map<String, Long> failures,
      @Nullable Long lastDone,
      @Nullable Long lastFailed,
      @Nullable String lastFailure) {
    public Site {
      failures = Map.copyOf(failures);
    }
  }
}
