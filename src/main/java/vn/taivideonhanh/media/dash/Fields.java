package vn.taivideonhanh.media.dash;

import static vn.taivideonhanh.media.dash.ManifestRefusedException.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of attributes. */
final class Fields {
  static final long MICROS = 1_000_000;

  /** Longest presentation, in seconds; times in microseconds are far from the limits of numbers. */
  static final long LONGEST = 1_000_000_000;

  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

  /** As XML Schema has it; years and months are of no certain length, and there are none. */
  private static final Pattern DURATION =
      Pattern.compile(
          "P(?:0{1,4}Y)?(?:0{1,4}M)?(?:(\\d{1,6})D)?(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d{0,12})?)S)?)?");

  private Fields() {}

  /** A number from 0 to 10^18; null when there is none. */
  static @Nullable Long whole(@Nullable String value) throws ManifestRefusedException {
    if (value == null) {
      return null;
    }
    var text = value.strip();
    check(WHOLE.matcher(text).matches());
    return Long.parseLong(text);
  }

  /** A duration in microseconds; null when there is none. */
  static @Nullable Long micros(@Nullable String value) throws ManifestRefusedException {
    if (value == null) {
      return null;
    }
    var found = DURATION.matcher(value.strip());
    check(found.matches());
    var seconds =
        part(found, 1, 86_400)
            .add(part(found, 2, 3_600))
            .add(part(found, 3, 60))
            .add(part(found, 4, 1));
    check(seconds.compareTo(BigDecimal.valueOf(LONGEST)) <= 0);
    return seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private static BigDecimal part(Matcher found, int group, long seconds) {
    var value = found.group(group);
    return value == null
        ? BigDecimal.ZERO
        : new BigDecimal(value.endsWith(".") ? value + "0" : value)
            .multiply(BigDecimal.valueOf(seconds));
  }

  /** Ticks as microseconds, rounded down; of at most {@link #LONGEST} seconds. */
  static long micros(long ticks, long timescale) throws ManifestRefusedException {
    long seconds = ticks / timescale;
    check(seconds <= LONGEST);
    return seconds * MICROS + ticks % timescale * MICROS / timescale;
  }

  /**
   * A duration of at most {@link #LONGEST} seconds in ticks, rounded up.
   *
   * @param timescale at most 2^32
   */
  static long ticks(long micros, long timescale) {
    long rest = Math.ceilDiv(micros % MICROS * timescale, MICROS);
    return micros / MICROS * timescale + rest;
  }
}
