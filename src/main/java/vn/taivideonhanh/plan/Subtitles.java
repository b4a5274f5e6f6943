package vn.taivideonhanh.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Plans subtitles, alone or put into a video. */
public final class Subtitles {
  private static final Set<String> EXTS = Set.of("vtt", "srt");

  /** Each is one more input, fetched before the video begins. */
  private static final int MOST_EMBEDDED = 8;

  private Subtitles() {}

  /** Whether a choice is about subtitles. */
  static boolean concern(Choice choice) {
    return choice.subtitle() != null || !choice.embed().isEmpty();
  }

  /**
   * Plans a file of subtitles, or a video with some put in.
   *
   * @throws Failure {@code INVALID_REQUEST} when the parts of the choice do not go together; {@code
   *     FORMAT_NOT_FOUND} when the analysis has no such subtitles, or none that can be read
   */
  static StreamPlan plan(MediaInfo media, Choice choice) {
    var file = choice.subtitle();
    if (file == null) {
      return embedded(media, choice);
    }
    if (choice.preset() != null || choice.formats() != null || !choice.embed().isEmpty()) {
      throw invalid("Ask for subtitles or for a video, not both.");
    }
    if (!EXTS.contains(file.ext())) {
      throw invalid("Subtitles are made as vtt or srt.");
    }
    return text(media, file, choice);
  }

  private static Text text(MediaInfo media, Choice.SubtitleFile file, Choice choice) {
    var found = find(media, file.language());
    var clip = choice.clip();
    var part = clip == null ? "" : "@" + clip.startMillis() + "-" + clip.endMillis();
    var head =
        new Head(
            media.pageUrl(),
            String.join(
                ":", Planner.VERSION, media.site(), media.id(), file.language(), file.ext() + part),
            media.title() + " [" + file.language() + "]",
            file.ext(),
            MediaTypes.of(file.ext()),
            Conversions.seconds(media.durationSeconds(), clip),
            Size.NONE.inexact(Size.Reason.UNTOLD));
    return new Text(head, found, clip);
  }

  /** The same plan with subtitles at the addresses that a new analysis has for them, if any. */
  public static StreamPlan renewed(StreamPlan plan, MediaInfo fresh) {
    return switch (plan) {
      case Text text -> new Text(text.head(), renewed(text.subtitle(), fresh), text.clip());
      case Embed embed ->
          new Embed(
              embed.head(),
              embed.mux(),
              embed.subtitles().stream().map(subtitle -> renewed(subtitle, fresh)).toList());
      case Convert _, Segments _, StreamPlan.Archive _, StreamPlan.Direct _ -> plan;
      case StreamPlan.ExactMux _, StreamPlan.Mux _, StreamPlan.Pipe _ -> plan;
    };
  }

  private static Subtitle renewed(Subtitle old, MediaInfo fresh) {
    return candidates(fresh, old.language())
        .filter(each -> each.ext().equals(old.ext()))
        .findFirst()
        .map(each ->
            new Subtitle(
                old.language(),
                old.ext(),
                new Source.File(each.url(), old.source().headers(), null)))
        .orElse(old);
  }

  private static Embed embedded(MediaInfo media, Choice choice) {
    if (choice.clip() != null) {
      throw invalid("Subtitles cannot be put into a part of a video.");
    }
    var languages = choice.embed().stream().distinct().toList();
    if (languages.size() > MOST_EMBEDDED) {
      throw invalid("At most " + MOST_EMBEDDED + " languages can be put into a video.");
    }
    var mux = Planner.muxed(media, formats(media, choice));
    if (!mux.first().video()) {
      throw invalid("Subtitles can be put into a video only.");
    }
    var subtitles = languages.stream().map(language -> find(media, language)).toList();
    return new Embed(head(mux.head(), languages), mux, subtitles);
  }

  private static List<String> formats(MediaInfo media, Choice choice) {
    var preset = choice.preset();
    var formats = choice.formats();
    if ((preset == null) == (formats == null)) {
      throw invalid("Ask for a preset or for formats, not both.");
    }
    return preset == null ? Objects.requireNonNull(formats) : named(media, preset).formats();
  }

  private static Preset named(MediaInfo media, String id) {
    var preset = Presets.named(media, id);
    if (preset.lane() == Lane.CONVERT) {
      throw invalid("Subtitles can be put into a video only.");
    }
    return preset;
  }

  private static Head head(Head mux, List<String> languages) {
    return new Head(
        mux.pageUrl(),
        mux.identity() + ":" + String.join(",", languages),
        mux.title(),
        mux.ext(),
        mux.mediaType(),
        mux.durationSeconds(),
        mux.size().inexact(Size.Reason.CONVERTED));
  }

  /** What a person wrote comes before what a machine heard. */
  private static Stream<MediaInfo.Subtitle> candidates(MediaInfo media, String language) {
    return media.subtitles().stream()
        .filter(each -> each.language().equals(language) && EXTS.contains(each.ext()))
        .sorted(Comparator.comparing(MediaInfo.Subtitle::automatic));
  }

  private static Subtitle find(MediaInfo media, String language) {
    return candidates(media, language)
        .findFirst()
        .map(each ->
            new Subtitle(language, each.ext(), new Source.File(each.url(), headers(media), null)))
        .orElseThrow(() ->
            new Failure(
                ProblemCode.FORMAT_NOT_FOUND,
                "The analysis has no subtitles of this language that can be read."));
  }

  /** What the site was visited with; the address may be on another host, so no more than that. */
  private static Map<String, String> headers(MediaInfo media) {
    return media.formats().stream()
        .map(format -> format.source() == null ? null : agent(format.source()))
        .filter(Objects::nonNull)
        .findFirst()
        .map(agent -> Map.of("User-Agent", agent))
        .orElse(Map.of());
  }

  private static @Nullable String agent(Source source) {
    return source.headers().get("User-Agent");
  }

  private static Failure invalid(String detail) {
    return new Failure(ProblemCode.INVALID_REQUEST, detail);
  }
}
