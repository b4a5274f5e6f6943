package vn.taivideonhanh.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a sort of person; null is no limit.
 *
 * @param downloadsPerDay that may begin in a day of UTC, from 0
 * @param dayMiB bytes of those, in MiB, from 0
 * @param tokensAtOnce from 1
 * @param tokensPerHour in any sixty minutes, from 1
 * @param streamsAtOnce from 1
 * @param rateKiB the most that one stream sends, KiB a second, from 64
 * @param queueWeight share of the queue against the other tiers, 1 to 100
 * @param longestVideo the longest that may be downloaded; what does not tell its length may be
 * @param presets names of those that may be had; {@code *} stands for anything
 */
public record Tier(
    @Nullable Integer downloadsPerDay,
    @Nullable Integer dayMiB,
    @Nullable Integer tokensAtOnce,
    @Nullable Integer tokensPerHour,
    @Nullable Integer streamsAtOnce,
    @Nullable Integer rateKiB,
    int queueWeight,
    @Nullable Duration longestVideo,
    @Nullable List<String> presets) {
  private static final Pattern PRESET = Pattern.compile("[a-z0-9*-]{1,32}");

  public Tier {
    atLeast(0, downloadsPerDay, "downloadsPerDay");
    atLeast(0, dayMiB, "dayMiB");
    atLeast(1, tokensAtOnce, "tokensAtOnce");
    atLeast(1, tokensPerHour, "tokensPerHour");
    atLeast(1, streamsAtOnce, "streamsAtOnce");
    atLeast(64, rateKiB, "rateKiB");
    Check.range(queueWeight, 1, 100, "tiers.*.queueWeight");
    if (presets != null) {
      presets = List.copyOf(presets);
      Check.that(
          presets.stream().allMatch(name -> PRESET.matcher(name).matches()),
          "tiers.*.presets",
          "must be names of presets, such as 720p or audio*");
    }
  }

  private static void atLeast(int least, @Nullable Integer value, String key) {
    if (value != null) {
      Check.range(value, least, Integer.MAX_VALUE, "tiers.*." + key);
    }
  }

  /** {@link #dayMiB} in bytes. */
  public @Nullable Long dayBytes() {
    return dayMiB == null ? null : Long.valueOf((long) dayMiB << 20);
  }

  /** {@link #rateKiB} in bytes; 0 is no limit. */
  public long bytesPerSecond() {
    return rateKiB == null ? 0 : (long) rateKiB << 10;
  }

  /** Whether a preset of that name may be had. */
  public boolean allows(String preset) {
    return presets == null || presets.stream().anyMatch(each -> matches(each, preset));
  }

  private static boolean matches(String pattern, String preset) {
    return preset.matches(pattern.replace("*", ".*"));
  }
}
