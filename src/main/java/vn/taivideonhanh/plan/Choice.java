package vn.taivideonhanh.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;

/**
 * What a person wants of an analysis. Exactly one of {@code preset}, {@code formats} and {@code
 * subtitle} is given.
 *
 * @param preset the name of one
 * @param formats one id, or two of which one has only video and the other only audio
 * @param subtitle a file of subtitles instead of the video
 * @param clip the part that is wanted; null is all of it
 * @param embed languages of subtitles to put into the video; empty for none
 */
public record Choice(
    @Nullable String preset,
    @Nullable List<String> formats,
    @Nullable SubtitleFile subtitle,
    @Nullable Clip clip,
    List<String> embed) {
  public Choice {
    formats = formats == null ? null : List.copyOf(formats);
    embed = embed == null ? List.of() : List.copyOf(embed);
  }

  /** All of what a preset names. */
  public static Choice ofPreset(String preset) {
    return new Choice(preset, null, null, null, List.of());
  }

  /** All of one format, or of two joined. */
  public static Choice ofFormats(List<String> formats) {
    return new Choice(null, formats, null, null, List.of());
  }

  /**
   * One file of subtitles.
   *
   * @param language as the analysis names it
   * @param ext {@code vtt} or {@code srt}
   */
  public record SubtitleFile(String language, String ext) {}
}
