package vn.taivideonhanh.token;

import java.time.Duration;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Says what the scripts' refusals mean to a client. */
final class Refusal {
  private Refusal() {}

  static Failure unknown() {
    return new Failure(ProblemCode.TOKEN_NOT_FOUND, "Ask for a new link.");
  }

  static Failure expired() {
    return new Failure(ProblemCode.TOKEN_EXPIRED, "Ask for a new link; this one's time is over.");
  }

  /** Why a presented token was refused. */
  static Failure of(Reply reply, Bearer bearer, Moment now) {
    return switch (reply.word(0)) {
      // The record of a genuine token is removed some time after its end.
      case "unknown" -> bearer.expiresAt() <= now.millis() ? expired() : unknown();
      case "expired" -> expired();
      case "revoked" ->
          new Failure(ProblemCode.TOKEN_REVOKED, "Ask for a new link; this one was taken back.");
      case "elsewhere" ->
          new Failure(
              ProblemCode.TOKEN_ELSEWHERE,
              "Use the network and the program that asked for the link, or ask for a link that is"
                  + " not bound to them.");
      default -> limit(reply);
    };
  }

  /**
   * What to do when the day's downloads do not suffice.
   *
   * @param cost how many are needed
   */
  static String day(long left, long cost) {
    return left == 0
        ? "Come back after midnight UTC."
        : "Choose fewer: %d of the day are left, and this takes %d.".formatted(left, cost);
  }

  private static String bytes(long left, long cost) {
    return left == 0
        ? "Come back after midnight UTC."
        : "Choose a smaller form: %d MiB of the day are left, and this takes %d MiB."
            .formatted(left >> 20, (cost + (1 << 20) - 1) >> 20);
  }

  /** Which limit was reached. */
  static Failure limit(Reply reply) {
    if (reply.word(0).equals("left")) {
      return new Failure(ProblemCode.CREDENTIAL_ENDED, "The account is not there any more.");
    }
    var wait = Duration.ofMillis(Math.max(reply.number(1), 1));
    return switch (reply.word(0)) {
      case "live" ->
          new Failure(
              ProblemCode.TOO_MANY_TOKENS,
              "Use or take back one of your open links, or wait until one ends.",
              wait);
      case "hour" ->
          new Failure(
              ProblemCode.TOO_MANY_TOKENS_THIS_HOUR, "Wait until the hour's next link.", wait);
      case "day" ->
          new Failure(ProblemCode.DAILY_LIMIT, day(reply.number(2), reply.number(3)), wait);
      case "bytes" ->
          new Failure(ProblemCode.DAILY_BYTES, bytes(reply.number(2), reply.number(3)), wait);
      case "streams" ->
          new Failure(
              ProblemCode.TOO_MANY_STREAMS, "Wait until one of your downloads has ended.", wait);
      default -> throw new IllegalStateException("a script answered " + reply);
    };
  }
}
