package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;

/**
 * How one choice is delivered. A plan is data: kept with the token, it works on any node and after
 * a restart.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "lane")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StreamPlan.Direct.class, name = "direct"),
  @JsonSubTypes.Type(value = StreamPlan.Mux.class, name = "mux"),
  @JsonSubTypes.Type(value = StreamPlan.Pipe.class, name = "pipe"),
  @JsonSubTypes.Type(value = StreamPlan.Archive.class, name = "archive")
})
public sealed interface StreamPlan {
  /** What every plan has. */
  Head head();

  /** The lane of this plan. */
  @JsonIgnore
  Lane lane();

  /** Whether ranges are served. */
  @JsonIgnore
  default boolean resumable() {
    return lane() == Lane.DIRECT;
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
      Size size) {}

  /** One file, as it is. */
  record Direct(Head head, String formatId, Source.File source) implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.DIRECT;
    }
  }

  /**
   * One or two inputs, copied by ffmpeg into {@code container}.
   *
   * @param container {@code mp4}, {@code webm} or {@code matroska}: ffmpeg's name of the muxer
   */
  record Mux(Head head, Track first, @Nullable Track second, String container)
      implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.MUX;
    }
  }

  /** Whatever yt-dlp writes for the format. */
  record Pipe(Head head, String formatId) implements StreamPlan {
    @Override
    public Lane lane() {
      return Lane.PIPE;
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

    @Override
    @JsonIgnore
    public boolean resumable() {
      return head.size().kind() == Size.Kind.EXACT;
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
  record Track(String formatId, String ext, Source source, boolean video, boolean audio) {}
}
