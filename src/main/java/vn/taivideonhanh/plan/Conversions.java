package vn.taivideonhanh.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Plans sound made into another form: from which format, copied or encoded, how long it gets. */
public final class Conversions {
  /** Where sound comes only with a picture, a larger picture seldom has better sound. */
  private static final int ENOUGH_LINES = 720;

  private Conversions() {}

  /** One preset for each form that can be made; none where there is no sound. */
  static List<Preset> presets(MediaInfo media) {
    var presets = new ArrayList<Preset>();
    for (var form : AudioForm.values()) {
      var format = source(media, form);
      if (format != null) {
        var head = head(media, form, format, null);
        var compatible = form.ext().equals("mp3") || form == AudioForm.M4A || form == AudioForm.WAV;
        presets.add(
            new Preset(
                form.id(),
                "audio",
                compatible,
                null,
                form.ext(),
                Lane.CONVERT,
                head.size(),
                false,
                List.of(format.id())));
      }
    }
    return presets;
  }

  /**
   * The presets that can be made with the encoders given.
   *
   * @param encoders names as ffmpeg lists them
   */
  public static List<Preset> within(List<Preset> presets, MediaInfo media, Set<String> encoders) {
    var formats = media.formats();
    return presets.stream()
        .filter(preset -> {
          var form = preset.lane() == Lane.CONVERT ? AudioForm.named(preset.id()) : null;
          return form == null
              || encoders.contains(form.encoder())
              || formats.stream().anyMatch(f -> preset.formats().contains(f.id()) && form.isOf(f));
        })
        .toList();
  }

  /**
   * Plans one.
   *
   * @throws Failure {@code FORMAT_NOT_FOUND} when there is no sound
   */
  static Convert plan(MediaInfo media, AudioForm form, @Nullable Clip clip) {
    var format = source(media, form);
    var found = format == null ? null : format.source();
    if (format == null || found == null) {
      throw new Failure(ProblemCode.FORMAT_NOT_FOUND, "The analysis has no format with sound.");
    }
    return new Convert(
        head(media, form, format, clip),
        new Track(format.id(), format.ext(), found, format.hasVideo(), true),
        form,
        copied(form, format, clip),
        new Convert.Tags(media.uploader(), media.thumbnail(), media.date()),
        clip);
  }

  /** The head of a FLAC file tells how long all of it is, so a part is made anew. */
  private static boolean copied(AudioForm form, Format format, @Nullable Clip clip) {
    return form.isOf(format) && (form != AudioForm.FLAC || clip == null);
  }

  /** Sound alone before sound with a picture, and what needs no encoding before the rest. */
  private static @Nullable Format source(MediaInfo media, AudioForm form) {
    var sounding =
        media.formats().stream()
            .filter(format -> format.source() != null && format.hasAudio())
            .sorted(Comparator.comparing(format -> format.source() instanceof Source.Other))
            .toList();
    Predicate<Format> alone = format -> !format.hasVideo();
    Predicate<Format> small = format -> format.height() == null || format.height() <= ENOUGH_LINES;
    return Stream.of(alone.and(form::isOf), alone, small.and(form::isOf), small, _ -> true)
        .map(wanted -> sounding.stream().filter(wanted).findFirst().orElse(null))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static Head head(MediaInfo media, AudioForm form, Format format, @Nullable Clip clip) {
    var seconds = seconds(media.durationSeconds(), clip);
    var choice =
        clip == null ? form.id() : form.id() + "@" + clip.startMillis() + "-" + clip.endMillis();
    return new Head(
        media.pageUrl(),
        String.join(":", Planner.VERSION, media.site(), media.id(), format.id(), choice),
        media.title(),
        form.ext(),
        MediaTypes.of(form.ext()),
        seconds,
        size(media, form, format, seconds));
  }

  /** How long a part is; null when that cannot be known. */
  static @Nullable Double seconds(@Nullable Double whole, @Nullable Clip clip) {
    if (clip == null || whole == null) {
      return whole;
    }
    double end = Math.min(clip.endMillis() / 1000.0, whole);
    return Math.max(0.001, end - clip.startMillis() / 1000.0);
  }

  private static Size size(
      MediaInfo media, AudioForm form, Format format, @Nullable Double seconds) {
    var whole = media.durationSeconds();
    var bytes = format.size().bytes();
    if (seconds == null || whole == null) {
      return Size.NONE.inexact(Size.Reason.CONVERTED);
    }
    double length =
        form.isOf(format) && !format.hasVideo() && bytes != null
            ? bytes * seconds / whole
            : form.bitrate() / 8.0 * seconds;
    return Size.estimated(Math.round(length)).inexact(Size.Reason.CONVERTED);
  }
}
