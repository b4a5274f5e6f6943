package vn.taivideonhanh.media;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A length in bytes, how far it can be trusted, and why no further.
 *
 * @param bytes null exactly when the kind is {@link Kind#UNKNOWN}
 * @param reason null when the length is exact, or when nobody has looked yet
 */
public record Size(@Nullable Long bytes, Kind kind, @Nullable Reason reason) {
  /** How far a length can be trusted. */
  public enum Kind {
    /** What will be sent, to the byte. */
    @JsonProperty("exact")
    EXACT,
    /** A guess, from a bit rate or a site's own remark. */
    @JsonProperty("estimated")
    ESTIMATED,
    /** Nobody knows. */
    @JsonProperty("unknown")
    UNKNOWN
  }

  /** Why a length is not exact. */
  public enum Reason {
    /** The site does not tell how long its file is. */
    @JsonProperty("untold")
    UNTOLD,
    /** The site's files have no index that could be read, so they are joined as they come. */
    @JsonProperty("unindexed")
    UNINDEXED,
    /** It comes in parts whose lengths nobody tells. */
    @JsonProperty("parts")
    PARTS,
    /** It is made anew on its way: another codec, another container, subtitles put in. */
    @JsonProperty("converted")
    CONVERTED,
    /** Only yt-dlp can fetch it. */
    @JsonProperty("fetched")
    FETCHED,
    /**
     * A part of it is wanted, and its codec has no place in a container that can begin anywhere.
     */
    @JsonProperty("codec")
    CODEC,
    /** A part of it is wanted, and too much would have to be read to know how long that gets. */
    @JsonProperty("large")
    LARGE,
    /** It will be exact: what it takes is read when somebody wants it. */
    @JsonProperty("later")
    LATER
  }

  public static final Size NONE = new Size(null, Kind.UNKNOWN, null);

  public static Size exact(long bytes) {
    return new Size(bytes, Kind.EXACT, null);
  }

  public static Size estimated(long bytes) {
    return new Size(bytes, Kind.ESTIMATED, null);
  }

  /** The size of both together: an estimate, since joining adds and removes bytes. */
  public Size joinedWith(Size other) {
    return bytes == null || other.bytes == null ? NONE : estimated(bytes + other.bytes);
  }

  /** The same length as a guess, for the reason given. */
  public Size inexact(Reason why) {
    return new Size(bytes, bytes == null ? Kind.UNKNOWN : Kind.ESTIMATED, why);
  }
}
