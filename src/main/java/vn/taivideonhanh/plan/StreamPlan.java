package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
  @JsonSubTypes.Type(value = StreamPlan.Pipe.class, name = "pipe")
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
   * One input of a mux.
   *
   * @param ext the container of the source, which names the demuxer
   */
  record Track(String formatId, String ext, Source source, boolean video, boolean audio) {}
}
