package vn.taivideonhanh.http;

import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** One field or parameter of a request is not what the contract says. */
final class InvalidInput extends RuntimeException {
  private final Failure failure;
  private final String field;

  InvalidInput(ProblemCode code, String field, String detail) {
    super(code.slug() + ": " + field, null, false, false);
    this.failure = new Failure(code, detail);
    this.field = field;
  }

  Failure failure() {
    return failure;
  }

  /** The name of a parameter, or the path of a field with dots. */
  String field() {
    return field;
  }
}
