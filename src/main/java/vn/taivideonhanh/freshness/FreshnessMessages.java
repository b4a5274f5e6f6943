package vn.taivideonhanh.freshness;

import vn.taivideonhanh.bus.Fact;

/** The contract of the freshness package: all that another package may know of it. */
public final class FreshnessMessages {
  /** A version of yt-dlp was taken back; told once, by the node that found it bad. */
  public static final Fact<RolledBack> ROLLED_BACK =
      new Fact<>("freshness.rolledBack", RolledBack.class);

  private FreshnessMessages() {}

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
