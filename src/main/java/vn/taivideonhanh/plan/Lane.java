package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The ways in which bytes can reach a person, cheapest first. */
public enum Lane {
  /** One file at the site, handed on as it is: exact size, ranges, no child process. */
  @JsonProperty("direct")
  DIRECT,
  /** Tracks merged by ourselves from their indexes: exact size, ranges, no child process. */
  @JsonProperty("exact-mux")
  EXACT_MUX,
  /** The parts of one or two tracks joined by ourselves: no child process. */
  @JsonProperty("segments")
  SEGMENTS,
  /** Several files in one ZIP archive, each stored as it is. */
  @JsonProperty("archive")
  ARCHIVE,
  /** Two tracks joined by ffmpeg without re-encoding: no ranges. */
  @JsonProperty("mux")
  MUX,
  /** Made into another form by ffmpeg: neither exact size nor ranges. */
  @JsonProperty("convert")
  CONVERT,
  /** Fetched by yt-dlp: neither size nor ranges. */
  @JsonProperty("pipe")
  PIPE
}
