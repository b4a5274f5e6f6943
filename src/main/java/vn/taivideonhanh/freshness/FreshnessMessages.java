package vn.taivideonhanh.freshness;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/** The contract of the freshness package: all that another package may know of it. */
public final class FreshnessMessages {
  /** The versions of this node and what is known of them. */
  public static final Endpoint<Look, State> LOOK =
      new Endpoint<>("freshness.look", Look.class, State.class);

  /** Asks the source now. The answer does not wait for it. */
  public static final Endpoint<Check, State> CHECK =
      new Endpoint<>("freshness.check", Check.class, State.class);

  /**
   * Has every node use a version until it is forgotten or found bad; each changes once it is warm.
   * Fails with {@code NOT_FOUND} when this node has no such version that may be used.
   */
  public static final Endpoint<Use, State> USE =
      new Endpoint<>("freshness.use", Use.class, State.class);

  /**
   * Takes the version in use back on every node, as if it had failed. Fails with {@code NOT_FOUND}
   * when there is no other.
   */
  public static final Endpoint<RollBack, State> ROLL_BACK =
      new Endpoint<>("freshness.rollBack", RollBack.class, State.class);

  /**
   * Forgets that a version is bad, so that it is tried again, and that it is held. Fails with
   * {@code NOT_FOUND} when it is neither.
   */
  public static final Endpoint<Forget, State> FORGET =
      new Endpoint<>("freshness.forget", Forget.class, State.class);

  /** A version of yt-dlp was taken back; told once, by the node that found it bad. */
  public static final Fact<RolledBack> ROLLED_BACK =
      new Fact<>("freshness.rolledBack", RolledBack.class);

  private FreshnessMessages() {}

  /** Asks for the state. */
  public record Look() {}

  /** Asks for a check. */
  public record Check() {}

  /** Asks for a version. */
  public record Use(String version) {}

  /** Asks for the version before. */
  public record RollBack() {}

  /** Asks to forget what is known of a version. */
  public record Forget(String version) {}

  /**
   * The versions of a node.
   *
   * @param inUse what new jobs of this node have; null when there is no yt-dlp
   * @param held what an admin wants on every node
   * @param latest the newest release that was found
   * @param checkedAt when the source answered last, epoch milliseconds; null is never
   * @param nextCheckAt when this node asks next unless another does; null for never
   * @param problem why the newest release is not here, a sentence; null when all is well
   * @param javascript what yt-dlp has for sites that ask for it, a name and a version
   * @param versions the newest first
   */
  public record State(
      @Nullable String inUse,
      @Nullable String held,
      @Nullable String latest,
      @Nullable Long checkedAt,
      @Nullable Long nextCheckAt,
      @Nullable String problem,
      @Nullable String javascript,
      List<Kept> versions) {
    public State {
      versions = List.copyOf(versions);
    }
  }

  /** What becomes of a version. */
  public enum Verdict {
    /** It was not fetched by us, and is used when no other may be. */
    INSTALLED,
    /** Its trial has not ended. */
    UNTRIED,
    GOOD,
    BAD
  }

  /**
   * A version.
   *
   * @param ageDays since the day in its name
   * @param reason why it is bad
   * @param at when it was tried or found bad, epoch milliseconds
   * @param readings what its trial showed on this node
   * @param analyses of those that people asked for, counted while it is in use
   * @param failures of these
   */
  public record Kept(
      String version,
      Verdict verdict,
      long ageDays,
      @Nullable String reason,
      @Nullable Long at,
      List<Reading> readings,
      int analyses,
      int failures) {
    public Kept {
      readings = List.copyOf(readings);
    }
  }

  /**
   * How a version read a page that it must be able to read.
   *
   * @param page its name: {@code built-in-} and a word, or the address that the operator gave
   * @param problem what was wrong; null when it passed
   */
  public record Reading(String page, boolean passed, @Nullable String problem) {}

  /**
   * A version of yt-dlp is not given to jobs any more, such as {@code ("2026.11.22", "2026.10.26",
   * "5 of 6 analyses that the version before can do fail", 1795392000000)}.
   *
   * @param version that was taken back, or that did not pass its trial and was never used
   * @param replacement that new jobs have
   * @param reason a sentence for operators, without addresses of visitors
   * @param at epoch milliseconds
   */
  public record RolledBack(String version, String replacement, String reason, long at) {}
}
