package vn.taivideonhanh.plan;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Works out the choices that a person understands: for each height one that plays everywhere and,
 * where it differs, the one of best quality; then the audio alone.
 */
public final class Presets {
  private static final int[] HEIGHTS = {4320, 2160, 1440, 1080, 720, 480, 360, 240, 144};

  private Presets() {}

  /** The choices of an analysis, best first, audio last; empty for a playlist. */
  public static List<Preset> of(MediaInfo media) {
    var presets = new ArrayList<Preset>();
    var byHeight = new TreeMap<Integer, List<Choice>>(Comparator.reverseOrder());
    for (var choice : choices(media)) {
      byHeight.computeIfAbsent(quality(choice.video), _ -> new ArrayList<>()).add(choice);
    }
    byHeight.forEach((height, choices) -> addHeight(presets, media, height, choices));
    addAudio(presets, media);
    presets.addAll(Conversions.presets(media));
    return List.copyOf(presets);
  }

  /**
   * The preset of that name: one of {@link #of}, or {@code best}, {@code smallest}, {@code audio}.
   *
   * @throws Failure {@code FORMAT_NOT_FOUND}
   */
  public static Preset named(MediaInfo media, String id) {
    var presets = of(media);
    var videos = presets.stream().filter(preset -> preset.kind().equals("video")).toList();
    var found =
        switch (id) {
          case "best" -> best(videos);
          case "smallest" -> smallest(videos);
          default -> presets.stream().filter(p -> p.id().equals(id)).findFirst().orElse(null);
        };
    if (found == null) {
      throw new Failure(
          ProblemCode.FORMAT_NOT_FOUND, "The analysis has no such preset; ask for one it lists.");
    }
    return found;
  }

  private static @Nullable Preset best(List<Preset> videos) {
    if (videos.isEmpty()) {
      return null;
    }
    var top = videos.getFirst().height();
    return videos.stream()
        .filter(preset -> Objects.equals(preset.height(), top) && !preset.compatible())
        .findFirst()
        .orElse(videos.getFirst());
  }

  private static @Nullable Preset smallest(List<Preset> videos) {
    if (videos.isEmpty()) {
      return null;
    }
    var least = videos.getLast().height();
    return videos.stream()
        .filter(preset -> Objects.equals(preset.height(), least))
        .min(comparing(preset -> preset.size().bytes(), nullsLast(naturalOrder())))
        .orElse(null);
  }

  /** Every way to get video with audio: formats that have both, and pairs of the same height. */
  private static List<Choice> choices(MediaInfo media) {
    var playable = media.formats().stream().filter(format -> format.source() != null).toList();
    var audios = playable.stream().filter(format -> !format.hasVideo()).toList();
    var choices = new ArrayList<Choice>();
    for (var format : playable) {
      if (!format.hasVideo()) {
        continue;
      }
      if (format.hasAudio() || audios.isEmpty()) {
        choices.add(new Choice(format, null));
      } else if (!(format.source() instanceof Source.Other)) {
        audios.stream()
            .filter(audio -> !(audio.source() instanceof Source.Other))
            .forEach(audio -> choices.add(new Choice(format, audio)));
      }
    }
    return choices;
  }

  private static void addHeight(
      List<Preset> presets, MediaInfo media, int height, List<Choice> choices) {
    // A file that needs no joining has an exact size and can be resumed; files join to a known
    // size.
    var cheapest =
        comparing((Choice choice) -> choice.lane(media)).thenComparingInt(Choice::playlists);
    var first = choices.getFirst();
    var best = choices.stream().filter(first::looksLike).min(cheapest).orElse(first);
    var compatible =
        choices.stream()
            .filter(choice -> Codecs.playsEverywhere(choice.video, choice.audio))
            .min(cheapest)
            .orElse(null);
    var name = height == 0 ? "original" : height + "p";
    if (compatible != null) {
      presets.add(compatible.preset(media, name, height, true));
    }
    if (compatible == null || best.lessCompatibleThan(compatible)) {
      presets.add(best.preset(media, compatible == null ? name : name + "-best", height, false));
    }
  }

  private static void addAudio(List<Preset> presets, MediaInfo media) {
    var seen = new ArrayList<String>();
    for (var format : media.formats()) {
      var family = Codecs.family(format.audioCodec());
      if (format.hasVideo() || format.source() == null || seen.contains(String.valueOf(family))) {
        continue;
      }
      var plan = Planner.plan(media, List.of(format.id()));
      presets.add(
          new Preset(
              seen.isEmpty() ? "audio" : "audio-" + family,
              "audio",
              family == null || family.equals("aac") || family.equals("mp3"),
              null,
              plan.head().ext(),
              plan.lane(),
              plan.head().size(),
              plan.resumable(),
              List.of(format.id())));
      seen.add(String.valueOf(family));
    }
  }

  /** The usual name of a picture's height: a film of 1920x804 is still sold as 1080p. */
  private static int quality(Format format) {
    var width = format.width();
    var height = format.height();
    if (height == null || height <= 0) {
      return 0;
    }
    double lines = height;
    if (width != null && width > 0) {
      lines = Math.max(Math.min(width, height), Math.max(width, height) * 9 / 16.0);
    }
    var nearest = HEIGHTS[0];
    for (var candidate : HEIGHTS) {
      if (Math.abs(Math.log(lines / candidate)) < Math.abs(Math.log(lines / nearest))) {
        nearest = candidate;
      }
    }
    return nearest;
  }

  private record Choice(Format video, @Nullable Format audio) {
    List<String> ids() {
      return audio == null ? List.of(video.id()) : List.of(video.id(), audio.id());
    }

    Lane lane(MediaInfo media) {
      return Planner.plan(media, ids()).lane();
    }

    /** How many of the formats are lists of parts. */
    int playlists() {
      var list = video.source() instanceof Source.File ? 0 : 1;
      return audio == null || audio.source() instanceof Source.File ? list : list + 1;
    }

    /** Whether nobody could tell the two apart: the same codecs at the same rate of pictures. */
    boolean looksLike(Choice other) {
      return Objects.equals(family(video), family(other.video))
          && Objects.equals(video.fps(), other.video.fps())
          && Objects.equals(sound(), other.sound());
    }

    private @Nullable String sound() {
      return Codecs.family(audio == null ? video.audioCodec() : audio.audioCodec());
    }

    private static @Nullable String family(Format format) {
      return Codecs.family(format.videoCodec());
    }

    boolean lessCompatibleThan(Choice other) {
      return !equals(other) && !Codecs.playsEverywhere(video, audio);
    }

    Preset preset(MediaInfo media, String name, int height, boolean compatible) {
      var plan = Planner.plan(media, ids());
      return new Preset(
          name,
          "video",
          compatible,
          height == 0 ? null : height,
          plan.head().ext(),
          plan.lane(),
          plan.head().size(),
          plan.resumable(),
          ids());
    }
  }
}
