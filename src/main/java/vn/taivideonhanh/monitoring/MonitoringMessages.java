package vn.taivideonhanh.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;

/** The contract of the monitoring package: all that another package may know of it. */
public final class MonitoringMessages {
  /** How the server and each of its parts are. Never older than two seconds. */
  public static final Endpoint<AskHealth, Health> HEALTH =
      new Endpoint<>("monitoring.health", AskHealth.class, Health.class);

  /** The figures that people look at. */
  public static final Endpoint<AskFigures, Summary> FIGURES =
      new Endpoint<>("monitoring.figures", AskFigures.class, Summary.class);

  /** All meters in Prometheus's text format. */
  public static final Endpoint<Scrape, Scraped> SCRAPE =
      new Endpoint<>("monitoring.scrape", Scrape.class, Scraped.class);

  private MonitoringMessages() {}

  /** Asks how everything is. */
  public record AskHealth() {}

  /** Asks for the figures. */
  public record AskFigures() {}

  /**
   * Asks for all meters.
   *
   * @param accept the client's Accept field; decides between the text and the OpenMetrics format
   */
  public record Scrape(String accept) {}

  /** What Prometheus reads. */
  public record Scraped(String mediaType, String text) {}

  /** How something is. */
  public enum Status {
    @JsonProperty("up")
    UP,
    /** It works, and not as it should. */
    @JsonProperty("degraded")
    DEGRADED,
    @JsonProperty("down")
    DOWN
  }

  /**
   * How the server is: down when a critical part is, degraded when any part is not up.
   *
   * @param live whether the event loop turns
   * @param ready whether requests should be sent here
   * @param at epoch milliseconds
   */
  public record Health(Status status, boolean live, boolean ready, long at, List<Part> parts) {
    public Health {
      parts = List.copyOf(parts);
    }
  }

  /**
   * How one part is.
   *
   * @param critical whether the server is down without it
   * @param sentence what it is, and what to do when it is not up
   */
  public record Part(
      String name, Status status, boolean critical, String sentence, Map<String, Object> figures) {
    public Part {
      figures = Map.copyOf(figures);
    }
  }

  /**
   * The figures that people look at.
   *
   * @param at epoch milliseconds
   * @param eventLoopLagMillis the worst of all event loops in about the last two minutes
   * @param queue null when no part tells of a queue
   */
  public record Summary(
      long at,
      double uptimeSeconds,
      Memory memory,
      Cpu cpu,
      double eventLoopLagMillis,
      Http http,
      Streams streams,
      @Nullable Queue queue) {}

  /** Bytes; a maximum of -1 is none. */
  public record Memory(long heapUsed, long heapMax, long nonHeapUsed) {}

  /** Loads from 0 to 1. */
  public record Cpu(double process, double system, int cores) {}

  /** Requests since the start; failed ones have a status of 500 or more. */
  public record Http(long requests, long failed) {}

  /** Streams that run, streams since the start, and bytes that left. */
  public record Streams(long live, long ended, long bytes) {}

  /** Analyses that wait and that run. */
  public record Queue(long waiting, long active) {}
}
