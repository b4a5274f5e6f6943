package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;

/**
 * How one choice is delivered. A plan is data: kept with the token, it works on any node and after
 * a restart.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "lane")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StreamPlan.Direct.class, name = "direct"),
  @JsonSubTypes.Type(value = StreamPlan.ExactMux.class, name = "exact-mux"),
  @JsonSubTypes.Type(value = Segments.class, name = "segments"),
  @JsonSubTypes.Type(value = StreamPlan.Mux.class, name = "mux"),
  @JsonSubTypes.Type(value = Convert.class, name = "convert"),
  @JsonSubTypes.Type(value = Embed.class, name = "embed"),
  @JsonSubTypes.Type(value = Text.class, name = "text"),
  @JsonSubTypes.Type(value = StreamPlan.Pipe.class, name = "pipe"),
  @JsonSubTypes.Type(value = StreamPlan.Archive.class, name = "archive")
})
public sealed interface StreamPlan
    permits Convert,
        Embed,
        StreamPlan.Archive,
        StreamPlan.Direct,
        StreamPlan.ExactMux,
        StreamPlan.Mux,
        StreamPlan.Pipe,
        Segments,
        Text {
  /** What every plan has. */
  Head head();

  /** The lane of this plan. */
  @JsonIgnore
  Lane lane();

  /** Where its bytes come from, by the ids of its formats. */
  @JsonIgnore
  Map<String, Source> sources();

  /** The same with a new source for each of {@link #sources}, of the same kind as the old one. */
  StreamPlan with(Map<String, Source> fresh);

  /** Whether ranges are served. */
  @JsonIgnore
  default boolean resumable() {
    return switch (this) {
      case Direct _, ExactMux _, Text _ -> true;
      case Segments segments -> segments.lengths() != null;
      case Archive archive -> archive.head.size().kind() == Size.Kind.EXACT;
      case Mux _, Convert _, Embed _, Pipe _ -> false;
    };
  }

  /**
   * What every plan has.
   *
   * @param pageUrl the canonical address, analysed again when a source has expired
   * @param identity what makes the content the same: site, id and formats; part of the ETag
   * @param title for the file name, at most 300 characters
   * @param ext of the file name, without a dot
   * @param mediaType from a fixed list
   * @param durationSeconds of the media
   * @param size what is promised
   */
  record Head(
      String pageUrl,
      String identity,
      String title,
      String ext,
      String mediaType,
      @Nullable Double durationSeconds,
      Size size) {

    /** The same with another size. */
    public Head withSize(Size newSize) {
      return new Head(pageUrl, identity, title, ext, mediaType, durationSeconds, newSize);
    }
  }

  /** One file, as it is. */
  record Direct(Head head, String formatId, Source.File source) implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.DIRECT;
    }

    @Override
    public Map<String, Source> sources() {
      return Map.of(formatId, source);
    }

    @Override
    public Direct with(Map<String, Source> fresh) {
      return new Direct(head, formatId, (Source.File) fresh.getOrDefault(formatId, source));
    }
  }

  /**
   * One or two indexed files, merged by ourselves. Its length is known before any media is read.
   *
   * @param video the video, or the only track
   * @param container {@code mp4} or {@code webm}
   * @param clip the part that is wanted; null is all of it
   */
  record ExactMux(
      Head head, Track video, @Nullable Track audio, String container, @Nullable Clip clip)
      implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.EXACT_MUX;
    }

    /** The video first. */
    @JsonIgnore
    public List<Track> tracks() {
      return Track.list(video, audio);
    }

    @Override
    public Map<String, Source> sources() {
      return Track.sources(tracks());
    }

    @Override
    public ExactMux with(Map<String, Source> fresh) {
      return new ExactMux(
          head, video.with(fresh), audio == null ? null : audio.with(fresh), container, clip);
    }
  }

  /**
   * One or two inputs, copied by ffmpeg into {@code container}.
   *
   * @param container {@code mp4}, {@code webm} or {@code matroska}: ffmpeg's name of the muxer
   * @param clip the part that is wanted; null is all of it
   */
  record Mux(Head head, Track first, @Nullable Track second, String container, @Nullable Clip clip)
      implements StreamPlan {
    /** All of it. */
    public Mux(Head head, Track first, @Nullable Track second, String container) {
      this(head, first, second, container, null);
    }

    /** The video first. */
    @JsonIgnore
    public List<Track> tracks() {
      return Track.list(first, second);
    }

    @Override
    public Lane lane() {
      return Lane.MUX;
    }

    @Override
    public Map<String, Source> sources() {
      return Track.sources(tracks());
    }

    @Override
    public Mux with(Map<String, Source> fresh) {
      return new Mux(
          head, first.with(fresh), second == null ? null : second.with(fresh), container, clip);
    }
  }

  /**
   * A file of subtitles at the site.
   *
   * @param language as the analysis names it
   * @param ext {@code vtt} or {@code srt}
   */
  record Subtitle(String language, String ext, Source.File source) {}

  /** Whatever yt-dlp writes for the format. */
  record Pipe(Head head, String formatId) implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.PIPE;
    }

    @Override
    public Map<String, Source> sources() {
      return Map.of();
    }

    @Override
    public Pipe with(Map<String, Source> fresh) {
      return this;
    }
  }

  /**
   * Several plans in one ZIP archive.
   *
   * @param id 32 hex digits that name this archive as long as there are tokens for it
   * @param entries 1 to 50, none of which is an archive
   */
  record Archive(Head head, String id, List<ArchiveEntry> entries) implements StreamPlan {
    public Archive {
      entries = List.copyOf(entries);
    }

    @Override
    public Lane lane() {
      return Lane.ARCHIVE;
    }

    /** None of its own: those of its entries are found again one by one. */
    @Override
    public Map<String, Source> sources() {
      return Map.of();
    }

    @Override
    public Archive with(Map<String, Source> fresh) {
      return this;
    }

    /** The same with another plan for one entry. */
    public Archive with(int number, StreamPlan plan, long plannedAt) {
      var changed = new ArrayList<>(entries);
      changed.set(number, new ArchiveEntry(entries.get(number).name(), plan, plannedAt));
      return new Archive(head, id, changed);
    }
  }

  /**
   * One file of an archive.
   *
   * @param name of the file in the archive
   * @param plannedAt epoch milliseconds of the analysis behind the plan
   */
  record ArchiveEntry(String name, StreamPlan plan, long plannedAt) {}

  /**
   * One input of a mux.
   *
   * @param ext the container of the source, which names the demuxer
   */
  record Track(String formatId, String ext, Source source, boolean video, boolean audio) {
    Track with(Map<String, Source> fresh) {
      return new Track(formatId, ext, fresh.getOrDefault(formatId, source), video, audio);
    }

    static List<Track> list(Track first, @Nullable Track second) {
      return second == null ? List.of(first) : List.of(first, second);
    }

    static Map<String, Source> sources(List<Track> tracks) {
      return tracks.stream().collect(Collectors.toUnmodifiableMap(Track::formatId, Track::source));
    }
  }
}
