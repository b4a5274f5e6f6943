package vn.taivideonhanh.media;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A length in bytes, and how far it can be trusted.
 *
 * @param bytes null exactly when the kind is {@link Kind#UNKNOWN}
 */
public record Size(@Nullable Long bytes, Kind kind) {
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

  public static final Size NONE = new Size(null, Kind.UNKNOWN);

  public static Size exact(long bytes) {
    return new Size(bytes, Kind.EXACT);
  }

  public static Size estimated(long bytes) {
    return new Size(bytes, Kind.ESTIMATED);
  }

  /** The size of both together: an estimate, since joining adds and removes bytes. */
  public Size joinedWith(Size other) {
    return bytes == null || other.bytes == null ? NONE : estimated(bytes + other.bytes);
  }
}
