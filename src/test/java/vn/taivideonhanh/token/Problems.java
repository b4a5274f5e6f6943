package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import java.util.Objects;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Reads failures. */
public final class Problems {
  private Problems() {}

  /** The failure that this future must have. */
  public static Failure of(Future<?> future) {
    return Objects.requireNonNull(
        catchThrowableOfType(Failure.class, future::await), "it did not fail");
  }

  public static void assertRefused(Future<?> future, ProblemCode code) {
    assertThat(of(future).code()).isEqualTo(code);
  }
}
