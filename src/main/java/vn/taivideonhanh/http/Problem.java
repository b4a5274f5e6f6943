package vn.taivideonhanh.http;

import io.vertx.core.json.DecodeException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The body of an answer that tells of a failure, RFC 9457.
 *
 * @param instance the request's id
 * @param field the field or parameter that is wrong, when it is one
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String instance,
    @Nullable String field) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Failure failure, @Nullable String field, @Nullable String instance) {
    var code = failure.code();
    return new Problem(
        "/docs#problem-" + code.slug(),
        code.title(),
        code.status(),
        failure.detail(),
        code.slug(),
        instance,
        field);
  }

  /**
   * The failure behind whatever a route ended with.
   *
   * @param status what the web framework says, when {@code cause} is null or its own
   */
  static Failure failure(@Nullable Throwable cause, int status) {
    return switch (cause) {
      case Failure failure -> failure;
      case InvalidInput input -> input.failure();
      case DecodeException _ -> new Failure(ProblemCode.INVALID_REQUEST, "The body is not JSON.");
      case null, default ->
          cause == null || (status >= 400 && status < 500) ? ofStatus(status) : Failure.of(cause);
    };
  }

  private static Failure ofStatus(int status) {
    return switch (status) {
      case 404 -> new Failure(ProblemCode.NOT_FOUND, "Look at /docs for what there is.");
      case 405 -> new Failure(ProblemCode.METHOD_NOT_ALLOWED, "The Allow header says which are.");
      case 413 -> new Failure(ProblemCode.BODY_TOO_LARGE, "A body may have 16 KiB at most.");
      case 414 -> new Failure(ProblemCode.URI_TOO_LONG, "It may have 4,096 bytes at most.");
      case 431 -> new Failure(ProblemCode.HEADERS_TOO_LARGE, "They may have 8,192 bytes at most.");
      case 500 -> new Failure(ProblemCode.INTERNAL, "Try again; if it stays, tell the operator.");
      default -> new Failure(ProblemCode.INVALID_REQUEST, "This is not a well-formed request.");
    };
  }
}
