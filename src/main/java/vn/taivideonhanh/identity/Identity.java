package vn.taivideonhanh.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is counted against.
 *
 * @param id stable and opaque, 1 to 64 characters of {@code [A-Za-z0-9_-]}; part of Redis keys and
 *     of a token's {@code sub}, so it never holds an address or a name
 * @param kind what sort of person this is
 * @param tier the key of a tier in the configuration
 * @param tierUntil when that tier ends and {@link #FREE} follows, epoch milliseconds; null is never
 */
public record Identity(String id, Kind kind, String tier, @Nullable Long tierUntil) {
  /** What everybody falls back to. */
  public static final String FREE = "free";

  @JsonCreator
  public Identity {}

  /** Somebody whose tier does not end. */
  public Identity(String id, Kind kind, String tier) {
    this(id, kind, tier, null);
  }

  /** The key of the tier that holds then. */
  public String tierAt(long epochMillis) {
    return tierUntil != null && epochMillis >= tierUntil ? FREE : tier;
  }

  /** The sorts of people. */
  public enum Kind {
    /** Not logged in; known by an address prefix. */
    GUEST,
    /** The one person of a server in {@code single} mode; no limits. */
    OWNER
  }
}
