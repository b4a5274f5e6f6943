package vn.taivideonhanh.delivery;

import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** A site did not give what it was asked for. */
final class SourceRefused extends RuntimeException {
  private static final String GONE = "The site does not give this file any more.";

  /** What may help. */
  enum Help {
    /** The same request again. */
    AGAIN,
    /** A new address. */
    RENEW,
    /** Another range, or none; the site knows no such part. */
    RANGE,
    /** Nothing. */
    NONE
  }

  private final Help help;
  private final Failure failure;

  SourceRefused(Help help, Failure failure) {
    super(failure.getMessage(), failure, false, false);
    this.help = help;
    this.failure = failure;
  }

  static SourceRefused of(Throwable cause) {
    if (cause instanceof SourceRefused refused) {
      return refused;
    }
    var failure = Failure.of(cause);
    boolean hopeless =
        failure.code() == ProblemCode.DESTINATION_NOT_ALLOWED
            || failure.code() == ProblemCode.INVALID_URL;
    return new SourceRefused(hopeless ? Help.NONE : Help.AGAIN, failure);
  }

  /** What an answer with a status that is neither 200 nor 206 means. */
  static SourceRefused ofStatus(int status) {
    return switch (status) {
      case 401, 403, 404, 410 ->
          new SourceRefused(Help.RENEW, new Failure(ProblemCode.SOURCE_UNAVAILABLE, GONE));
      case 416 -> new SourceRefused(Help.RANGE, new Failure(ProblemCode.SOURCE_UNAVAILABLE, GONE));
      case 429 ->
          new SourceRefused(
              Help.AGAIN,
              new Failure(ProblemCode.SITE_RATE_LIMITED, "Try again in a few minutes."));
      default -> again(ProblemCode.SOURCE_UNAVAILABLE, GONE);
    };
  }

  static SourceRefused again(ProblemCode code, String detail) {
    return new SourceRefused(Help.AGAIN, new Failure(code, detail));
  }

  static SourceRefused changed() {
    return new SourceRefused(
        Help.NONE,
        new Failure(ProblemCode.SOURCE_CHANGED, "Start the download again from the beginning."));
  }

  static SourceRefused notMedia() {
    return new SourceRefused(
        Help.RENEW,
        new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site sends something else instead."));
  }

  Help help() {
    return help;
  }

  Failure failure() {
    return failure;
  }
}
