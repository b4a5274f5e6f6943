package vn.taivideonhanh.identity;

/**
 * Who a request is counted against.
 *
 * @param id stable and opaque, 1 to 64 characters of {@code [A-Za-z0-9_-]}; part of Redis keys and
 *     of a token's {@code sub}, so it never holds an address or a name
 * @param kind what sort of person this is
 * @param tier the key of a tier in the configuration
 */
public record Identity(String id, Kind kind, String tier) {
  /** The sorts of people. */
  public enum Kind {
    /** Not logged in; known by an address prefix. */
    GUEST,
    /** The one person of a server in {@code single} mode; no limits. */
    OWNER
  }
}
