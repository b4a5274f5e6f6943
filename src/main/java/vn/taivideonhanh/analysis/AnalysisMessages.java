package vn.taivideonhanh.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.plan.Preset;

/** The contract of the analysis package: all that another package may know of it. */
public final class AnalysisMessages {
  /**
   * Starts the analysis of an address, or joins the one that is fresh or under way. Fails with
   * {@code INVALID_URL}, {@code DESTINATION_NOT_ALLOWED}, {@code TOO_MANY_ANALYSES}.
   */
  public static final Endpoint<Submit, Analysis> SUBMIT =
      new Endpoint<>("analysis.submit", Submit.class, Analysis.class);

  /** Where an analysis stands. Fails with {@code ANALYSIS_NOT_FOUND}. */
  public static final Endpoint<Look, Analysis> LOOK =
      new Endpoint<>("analysis.look", Look.class, Analysis.class);

  /** Leaves an analysis; the last one to leave ends it. Fails with {@code ANALYSIS_NOT_FOUND}. */
  public static final Endpoint<Cancel, Analysis> CANCEL =
      new Endpoint<>("analysis.cancel", Cancel.class, Analysis.class);

  /**
   * The whole result with its sources. Fails with {@code ANALYSIS_NOT_FOUND}, {@code
   * ANALYSIS_NOT_READY}, or with the analysis's own failure.
   */
  public static final Endpoint<Fetch, Fetched> FETCH =
      new Endpoint<>("analysis.fetch", Fetch.class, Fetched.class);

  /**
   * Analyses a page again because its sources no longer work, and waits for the end; a hundred who
   * ask make one job. Fails with the analysis's own failure.
   */
  public static final Endpoint<Renew, Fetched> RENEW =
      new Endpoint<>("analysis.renew", Renew.class, Fetched.class, Duration.ofSeconds(60));

  /** An analysis has another state, place, step or progress. */
  public static final Fact<Changed> CHANGED = new Fact<>("analysis.changed", Changed.class);

  /**
   * This node is about to end: it takes no more jobs, gives back at once those that it has, and
   * sends who watches to another node. Told inside the node.
   */
  public static final Fact<Retired> RETIRED = new Fact<>("analysis.retired", Retired.class);

  private AnalysisMessages() {}

  /** Asks for {@code url} exactly as it was pasted, on behalf of {@code who}. */
  public record Submit(Identity who, String url) {}

  /** Asks where {@code requestId} stands. */
  public record Look(String requestId) {}

  /** Says that {@code who} no longer waits for {@code requestId}. */
  public record Cancel(Identity who, String requestId) {}

  /** Asks for the result of {@code requestId}. */
  public record Fetch(String requestId) {}

  /** Asks for a result of {@code pageUrl} that is younger than {@code olderThan}, epoch ms. */
  public record Renew(String pageUrl, long olderThan) {}

  /** Says which analysis changed; what it is now is asked with {@link #LOOK}. */
  public record Changed(String requestId) {}

  /** The node is about to end. */
  public record Retired() {}

  /**
   * A result with its sources, for other verticles only.
   *
   * @param analysedAt epoch milliseconds
   */
  public record Fetched(MediaInfo media, long analysedAt) {}

  /** What stage an analysis is in. */
  public enum State {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED
  }

  /** What an active analysis is doing. */
  public enum Step {
    /** Fetching and reading the page. */
    @JsonProperty("reading")
    READING,
    /** Working out formats and their sizes. */
    @JsonProperty("formats")
    FORMATS
  }

  /**
   * An analysis as a client sees it.
   *
   * @param requestId 26 characters of {@code [0-9a-z]}, not to be guessed
   * @param url the canonical address
   * @param place in the queue, from 1; null unless queued
   * @param step null unless active
   * @param attempt from 1
   * @param submittedAt epoch milliseconds
   * @param finishedAt epoch milliseconds; null until it ended
   * @param result null unless completed; its formats have no sources
   * @param problem null unless failed
   */
  public record Analysis(
      String requestId,
      String url,
      State state,
      @Nullable Integer place,
      @Nullable Step step,
      int attempt,
      long submittedAt,
      @Nullable Long finishedAt,
      @Nullable Result result,
      @Nullable Trouble problem) {}

  /** What was found, and what can be had of it. */
  public record Result(MediaInfo media, List<Preset> presets) {}

  /**
   * Why an analysis failed.
   *
   * @param code the slug of a {@code ProblemCode}
   * @param retryAfterSeconds when asking again may help
   */
  public record Trouble(String code, String detail, @Nullable Long retryAfterSeconds) {}
}
