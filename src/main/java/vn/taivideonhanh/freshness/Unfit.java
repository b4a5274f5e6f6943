package vn.taivideonhanh.freshness;

/** A release that cannot be used as it came; its message is a sentence for operators. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  Unfit(String reason) {
    super(reason);
  }

  Unfit(String reason, Throwable cause) {
    super(reason, cause);
  }
}
