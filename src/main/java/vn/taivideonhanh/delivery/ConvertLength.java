package vn.taivideonhanh.delivery;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.plan.Convert;

/**
 * How long the sound gets.
 *
 * @param seconds null when not known
 * @param exact whether ffmpeg is made to write just so many samples, by silence of some
 *     milliseconds at the end: what stands in the file's head is then true
 */
record ConvertLength(@Nullable Double seconds, boolean exact) {
  /**
   * Judges what is known. The analysis often has whole seconds only; a source's own index is
   * believed.
   *
   * @param told by the source; null when it does not say
   */
  static ConvertLength of(Convert plan, @Nullable Double told) {
    if (told == null || plan.track().video()) {
      return new ConvertLength(plan.head().durationSeconds(), false);
    }
    double seconds = part(told, plan.clip());
    return seconds > 0
        ? new ConvertLength(seconds, true)
        : new ConvertLength(plan.head().durationSeconds(), false);
  }

  private static double part(double whole, @Nullable Clip clip) {
    return clip == null
        ? whole
        : Math.min(whole, clip.endMillis() / 1000.0) - clip.startMillis() / 1000.0;
  }

  /** In ffmpeg's unit; 0 when not known. */
  long micros() {
    return seconds == null ? 0 : Math.round(seconds * 1_000_000);
  }

  /** The exact number of samples; 0 when not known. */
  long samples(int rate) {
    // As ffmpeg rounds it.
    return exact ? (micros() * rate + 500_000) / 1_000_000 : 0;
  }
}
