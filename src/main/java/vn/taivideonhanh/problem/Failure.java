package vn.taivideonhanh.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a client may be told of: a code, and a sentence that says what to do. It never
 * holds a secret, an address of ours or the text of a child process.
 */
public final class Failure extends RuntimeException {
  private final ProblemCode code;
  private final String detail;
  private final @Nullable Duration retryAfter;
  private final @Nullable String field;

  public Failure(ProblemCode code, String detail) {
    this(code, detail, null, null);
  }

  public Failure(ProblemCode code, String detail, @Nullable Duration retryAfter) {
    this(code, detail, retryAfter, null);
  }

  public Failure(
      ProblemCode code, String detail, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(code.slug() + ": " + detail, cause, false, cause != null);
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
    this.field = null;
  }

  private Failure(Failure other, String field) {
    super(other.getMessage(), other.getCause(), false, false);
    this.code = other.code;
    this.detail = other.detail;
    this.retryAfter = other.retryAfter;
    this.field = field;
  }

  /**
   * The same failure as one of a field of the request.
   *
   * @param name its path, with dots
   */
  public Failure inField(String name) {
    return new Failure(this, name);
  }

  public ProblemCode code() {
    return code;
  }

  /** A sentence about this occurrence, RFC 9457 section 3.1.4. */
  public String detail() {
    return detail;
  }

  /** How long to wait before the same request may succeed; null when waiting does not help. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The path of the request's field that is to blame; null when none alone is. */
  public @Nullable String field() {
    return field;
  }

  /** The failure itself when it is one, else an {@link ProblemCode#INTERNAL} one around it. */
  public static Failure of(Throwable cause) {
    return cause instanceof Failure failure
        ? failure
        : new Failure(
            ProblemCode.INTERNAL, "Try again; if it stays, tell the operator.", null, cause);
  }
}
