package vn.taivideonhanh.plan;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Puts a choice of formats into the first lane that fits. */
public final class Planner {
  /** Part of every content identity: raised when the same choice would give other bytes. */
  static final String VERSION = "1";

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
      return plan(media, Presets.named(media, preset).formats());
    }
    if (preset == null && formats != null) {
      return plan(media, formats);
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
    var formats = formatIds.stream().map(id -> find(media, id)).toList();
    return switch (formats.size()) {
      case 1 -> single(media, formats.getFirst());
      case 2 -> pair(media, formats.getFirst(), formats.getLast());
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

  private static StreamPlan single(MediaInfo media, Format format) {
    return switch (source(format)) {
      case Source.File file -> new StreamPlan.Direct(head(media, format), format.id(), file);
      case Source.Hls _, Source.Parts _ -> mux(media, format, null);
      case Source.Other _ -> new StreamPlan.Pipe(head(media, format), format.id());
    };
  }

  private static StreamPlan pair(MediaInfo media, Format one, Format other) {
    var video = one.hasVideo() && !one.hasAudio() ? one : other;
    var audio = video.equals(one) ? other : one;
    if (video.hasAudio() || audio.hasVideo()) {
      throw refused("Two formats can be joined when one has only video and one only audio.");
    }
    if (source(video) instanceof Source.Other || source(audio) instanceof Source.Other) {
      throw refused("One of these formats cannot be joined with another; choose it alone.");
    }
    return mux(media, video, audio);
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
    return mux(media, formats.getFirst(), formats.size() == 1 ? null : formats.getLast());
  }

  private static StreamPlan.Mux mux(MediaInfo media, Format first, @Nullable Format second) {
    var audioOnly = !first.hasVideo();
    var container = audioOnly ? audioContainer(first) : Codecs.container(first, second);
    var ext =
        switch (container) {
          case "webm" -> audioOnly ? "weba" : "webm";
          case "matroska" -> "mkv";
          default -> audioOnly ? "m4a" : "mp4";
        };
    var size = second == null ? copied(first.size()) : first.size().joinedWith(second.size());
    var ids = second == null ? first.id() : first.id() + "+" + second.id();
    return new StreamPlan.Mux(
        head(media, ids + ":" + container, new FileKind(ext, MediaTypes.of(ext)), size),
        track(first),
        second == null ? null : track(second),
        container);
  }

  private static String audioContainer(Format format) {
    var family = Codecs.family(format.audioCodec());
    return "opus".equals(family) || "vorbis".equals(family) ? "webm" : "mp4";
  }

  /** What passes ffmpeg changes its length. */
  private static Size copied(Size size) {
    var bytes = size.bytes();
    return bytes == null ? Size.NONE : Size.estimated(bytes);
  }

  private static Track track(Format format) {
    return new Track(
        format.id(), format.ext(), source(format), format.hasVideo(), format.hasAudio());
  }

  private static Head head(MediaInfo media, Format format) {
    var ext = EXT.matcher(format.ext()).matches() ? format.ext() : "bin";
    var type = format.hasVideo() ? MediaTypes.of(ext) : MediaTypes.ofAudio(ext);
    return head(media, format.id(), new FileKind(ext, type), format.size());
  }

  private static Head head(MediaInfo media, String choice, FileKind kind, Size size) {
    return new Head(
        media.pageUrl(),
        String.join(":", VERSION, media.site(), media.id(), choice),
        media.title(),
        kind.ext,
        kind.mediaType,
        media.durationSeconds(),
        size);
  }

  private static Source source(Format format) {
    var source = format.source();
    if (source == null) {
      throw refused("The analysis has no source for this format.");
    }
    return source;
  }

  private record FileKind(String ext, String mediaType) {}

  private static Failure refused(String detail) {
    return new Failure(ProblemCode.FORMAT_NOT_FOUND, detail);
  }
}
