package vn.taivideonhanh.token;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Holds a choice against the video that it is of. */
final class ChoiceCheck {
  /** Sites round a video's length, and players show it rounded. */
  private static final long ROUNDED_MILLIS = 1_000;

  private ChoiceCheck() {}

  /**
   * The choice with a clip that lies inside the video, or without one when it is all of it.
   *
   * @throws Failure {@code INVALID_REQUEST} when it lies outside
   */
  static Choice of(MediaInfo media, Choice choice) {
    var clip = choice.clip();
    var duration = media.durationSeconds();
    if (clip == null || duration == null) {
      return choice;
    }
    var inside = inside(clip, (long) Math.ceil(duration * 1000));
    return new Choice(choice.preset(), choice.formats(), choice.subtitle(), inside, choice.embed());
  }

  private static @Nullable Clip inside(Clip clip, long length) {
    if (clip.startMillis() >= length) {
      throw outside("clip.start", length);
    }
    if (clip.endMillis() != Clip.TO_THE_END && clip.endMillis() > length + ROUNDED_MILLIS) {
      throw outside("clip.end", length);
    }
    long end = Math.min(clip.endMillis(), length);
    return clip.startMillis() == 0 && end == length ? null : new Clip(clip.startMillis(), end);
  }

  private static Failure outside(String field, long length) {
    var seconds = BigDecimal.valueOf(length, 3).stripTrailingZeros().toPlainString();
    return new Failure(ProblemCode.INVALID_REQUEST, "The video ends after " + seconds + " seconds.")
        .inField(field);
  }
}
