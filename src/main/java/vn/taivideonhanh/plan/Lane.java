package vn.taivideonhanh.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The ways in which bytes can reach a person, cheapest first. */
public enum Lane {
  /** One file at the site, handed on as it is: exact size, ranges, no child process. */
  @JsonProperty("direct")
  DIRECT,
  /** Two tracks joined by ffmpeg without re-encoding: no ranges. */
  @JsonProperty("mux")
  MUX,
  /** Fetched by yt-dlp: neither size nor ranges. */
  @JsonProperty("pipe")
  PIPE
}
