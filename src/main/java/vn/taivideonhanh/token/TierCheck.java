package vn.taivideonhanh.token;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Presets;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Holds what is asked for against what a tier may have, apart from counts. */
final class TierCheck {
  private TierCheck() {}

  /**
   * Lets presets of the tier through, their formats named one by one, and subtitles alone.
   *
   * @throws Failure {@code PRESET_NOT_ALLOWED}, {@code FORMAT_NOT_FOUND}
   */
  static void choice(Tier tier, MediaInfo media, Choice choice) {
    if (tier.presets() == null) {
      return;
    }
    if (choice.preset() != null) {
      preset(tier, Presets.named(media, choice.preset()).id());
    } else if (choice.formats() != null && !offered(tier, media, choice.formats())) {
      throw notAllowed(tier);
    }
  }

  private static boolean offered(Tier tier, MediaInfo media, List<String> formats) {
    var asked = new HashSet<>(formats);
    return Presets.of(media).stream()
        .anyMatch(
            preset -> tier.allows(preset.id()) && asked.equals(new HashSet<>(preset.formats())));
  }

  /**
   * Lets a preset of the tier through.
   *
   * @throws Failure {@code PRESET_NOT_ALLOWED}
   */
  static void preset(Tier tier, String id) {
    if (!tier.allows(id)) {
      throw notAllowed(tier);
    }
  }

  private static Failure notAllowed(Tier tier) {
    var allowed = String.join(", ", Objects.requireNonNull(tier.presets()));
    return new Failure(ProblemCode.PRESET_NOT_ALLOWED, "Choose one of: " + allowed + ".");
  }

  /**
   * Lets through what is not too long, or does not tell how long it is.
   *
   * @throws Failure {@code VIDEO_TOO_LONG}
   */
  static void length(Tier tier, StreamPlan plan) {
    var longest = tier.longestVideo();
    if (longest == null) {
      return;
    }
    if (plan instanceof StreamPlan.Archive archive) {
      archive.entries().forEach(entry -> length(tier, entry.plan()));
      return;
    }
    var seconds = plan.head().durationSeconds();
    if (seconds != null && seconds > longest.toSeconds()) {
      throw new Failure(
          ProblemCode.VIDEO_TOO_LONG,
          "Choose a part of at most %d minutes.".formatted(longest.toMinutes()));
    }
  }
}
