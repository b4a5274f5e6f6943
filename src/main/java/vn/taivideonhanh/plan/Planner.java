package vn.taivideonhanh.plan;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Size.Reason;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Puts a choice of formats into the first lane that fits. */
public final class Planner {
  /** Part of every content identity: raised when the same choice would give other bytes. */
  static final String VERSION = "2";

  private static final Pattern EXT = Pattern.compile("[a-z0-9]{1,8}");

  private Planner() {}

  /**
   * Plans a stream of what a person chose.
   *
   * @throws Failure {@code INVALID_REQUEST} when a preset and formats are given, or neither; {@code
   *     FORMAT_NOT_FOUND} when the analysis does not offer it
   */
  public static StreamPlan plan(MediaInfo media, Choice choice) {
    var preset = choice.preset();
    var formats = choice.formats();
    if (Subtitles.concern(choice)) {
      return Subtitles.plan(media, choice);
    }
    var form = preset == null ? null : AudioForm.named(preset);
    if (form != null && formats == null) {
      return Conversions.plan(media, form, choice.clip());
    }
    if (preset != null && formats == null) {
      return plan(media, Presets.named(media, preset).formats(), choice.clip());
    }
    if (preset == null && formats != null) {
      return plan(media, formats, choice.clip());
    }
    throw new Failure(ProblemCode.INVALID_REQUEST, "Ask for a preset or for formats, not both.");
  }

  /**
   * Plans a stream.
   *
   * @param formatIds one format, or two of which one has only video and the other only audio
   * @throws Failure {@code FORMAT_NOT_FOUND} when the analysis has no such formats, or they cannot
   *     be joined
   */
  public static StreamPlan plan(MediaInfo media, List<String> formatIds) {
    return plan(media, formatIds, null);
  }

  private static StreamPlan plan(MediaInfo media, List<String> formatIds, @Nullable Clip clip) {
    var formats = formatIds.stream().map(id -> find(media, id)).toList();
    return switch (formats.size()) {
      case 1 -> single(media, formats.getFirst(), clip);
      case 2 -> pair(media, formats.getFirst(), formats.getLast(), clip);
      default -> throw refused("Choose one format, or one of video and one of audio.");
    };
  }

  /** Whether a plan is of this media. */
  public static boolean isOf(Head head, MediaInfo media) {
    return head.identity().startsWith(String.join(":", VERSION, media.site(), media.id(), ""));
  }

  private static Format find(MediaInfo media, String id) {
    return media.formats().stream()
        .filter(format -> format.id().equals(id) && format.source() != null)
        .findFirst()
        .orElseThrow(
            () -> refused("The analysis has no format with this id; ask for one it lists."));
  }

  private static StreamPlan single(MediaInfo media, Format format, @Nullable Clip clip) {
    if (clip != null) {
      return new Joining(media, format, null, clip).mux();
    }
    return switch (source(format)) {
      case Source.File file ->
          new StreamPlan.Direct(head(media, format, Reason.UNTOLD), format.id(), file);
      case Source.Parts _ -> new Joining(media, format, null, null).joined();
      case Source.Dash dash when dash.listed() != null ->
          new Joining(media, format, null, null).joined();
      // Whether its parts make a file as they are is known only when it is read.
      case Source.Hls _, Source.Dash _ -> new Joining(media, format, null, null).mux();
      case Source.Other _ -> new StreamPlan.Pipe(head(media, format, Reason.FETCHED), format.id());
    };
  }

  private static StreamPlan pair(MediaInfo media, Format one, Format other, @Nullable Clip clip) {
    var video = one.hasVideo() && !one.hasAudio() ? one : other;
    var audio = video.equals(one) ? other : one;
    if (video.hasAudio() || audio.hasVideo()) {
      throw refused("Two formats can be joined when one has only video and one only audio.");
    }
    if (source(video) instanceof Source.Other || source(audio) instanceof Source.Other) {
      throw refused("One of these formats cannot be joined with another; choose it alone.");
    }
    return new Joining(media, video, audio, clip).cheapest();
  }

  /** A choice of formats, joined by ffmpeg even where another lane would be cheaper. */
  static StreamPlan.Mux muxed(MediaInfo media, List<String> formatIds) {
    // Refuses what cannot be joined.
    var _ = plan(media, formatIds);
    var formats =
        formatIds.stream()
            .map(id -> find(media, id))
            .sorted(Comparator.comparing(format -> !format.hasVideo()))
            .toList();
    var second = formats.size() == 1 ? null : formats.getLast();
    return new Joining(media, formats.getFirst(), second, null).mux();
  }

  private static Head head(MediaInfo media, Format format, Reason why) {
    var ext = EXT.matcher(format.ext()).matches() ? format.ext() : "bin";
    var type = format.hasVideo() ? MediaTypes.of(ext) : MediaTypes.ofAudio(ext);
    var size = format.size();
    return new Head(
        media.pageUrl(),
        identity(media, format.id()),
        media.title(),
        ext,
        type,
        media.durationSeconds(),
        size.kind() == Size.Kind.EXACT ? size : size.inexact(why));
  }

  /** What makes the content of a choice the same, now and later. */
  static String identity(MediaInfo media, String choice) {
    return String.join(":", VERSION, media.site(), media.id(), choice);
  }

  static Source source(Format format) {
    var source = format.source();
    if (source == null) {
      throw refused("The analysis has no source for this format.");
    }
    return source;
  }

  private static Failure refused(String detail) {
    return new Failure(ProblemCode.FORMAT_NOT_FOUND, detail);
  }
}
