package vn.taivideonhanh.media;

/** A file, or a list of its parts, that cannot be read or put together. */
public final class MalformedMediaException extends Exception {
  private final Kind kind;

  /** What is wrong with it. */
  public enum Kind {
    /** It breaks the rules of its format. */
    BROKEN,
    /** It follows them, and is of a sort that is not handled here. */
    UNSUPPORTED,
    /** It is over a limit of ours. */
    TOO_LARGE,
    /** It is not what its own index said. */
    CHANGED
  }

  /**
   * @param reason for logs, of our own words and numbers only
   */
  public MalformedMediaException(Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
