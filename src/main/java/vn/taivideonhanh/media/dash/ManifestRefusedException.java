package vn.taivideonhanh.media.dash;

/** A manifest, or a representation in it, that is not read. */
public final class ManifestRefusedException extends Exception {
  private final Refusal refusal;

  /** Why it is not. */
  public enum Refusal {
    /** It isn't a manifest, or breaks the rules. */
    MALFORMED,
    /** It is of a presentation that goes on. */
    LIVE,
    /** It has several periods, which are no one line of time. */
    PERIODS,
    /** A piece of it is in another document. */
    ELSEWHERE,
    /** The media is encrypted. */
    PROTECTED,
    /** There is no such representation, or it can't be told which one is meant. */
    ABSENT,
    /** It follows the rules, and is of a sort that is not handled here. */
    UNSUPPORTED,
    /** It is over a limit of ours. */
    TOO_LONG
  }

  ManifestRefusedException(Refusal refusal) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  static void check(boolean holds) throws ManifestRefusedException {
    check(holds, Refusal.MALFORMED);
  }

  static void check(boolean holds, Refusal otherwise) throws ManifestRefusedException {
    if (!holds) {
      throw new ManifestRefusedException(otherwise);
    }
  }
}
