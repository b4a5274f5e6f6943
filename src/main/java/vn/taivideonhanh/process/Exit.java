package vn.taivideonhanh.process;

/**
 * How a child ended.
 *
 * @param code its exit code; 128 and the signal's number when a signal ended it
 * @param cause who ended it
 * @param errors the last 64 KiB of its standard error, not fit for clients
 */
public record Exit(int code, Cause cause, String errors) {
  /** Who ended a child. */
  public enum Cause {
    /** Itself, or the kernel for a limit. */
    ITSELF,
    /** We, when told to. */
    KILLED,
    /** We, at the end of its wall-clock time. */
    TIMED_OUT
  }

  /** Whether it ended by itself with code 0. */
  public boolean clean() {
    return code == 0 && cause == Cause.ITSELF;
  }
}
