package vn.taivideonhanh.account;

import java.time.Duration;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Why something is refused; those of a login tell no stranger whether there is such an account. */
final class Refusals {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private Refusals() {}

  static Failure login() {
    return new Failure(ProblemCode.LOGIN_FAILED, "The name or the password is wrong.");
  }

  static Failure code() {
    return new Failure(ProblemCode.LOGIN_FAILED, "The one-time code is wrong, or was used before.")
        .inField("otp");
  }

  static Failure ended() {
    return new Failure(ProblemCode.CREDENTIAL_ENDED, "Log in again, or make another key.");
  }

  static Failure outrun() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "Somebody else changes it at this moment.", A_MOMENT);
  }

  static Failure unknown() {
    return new Failure(ProblemCode.NOT_FOUND, "It may have been removed.");
  }
}
