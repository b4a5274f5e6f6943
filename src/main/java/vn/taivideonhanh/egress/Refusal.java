package vn.taivideonhanh.egress;

import java.time.Duration;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The failures of this package, each with the sentence that a person reads. */
final class Refusal {
  private static final String UNTRUSTED = "A secure connection to the site cannot be made.";

  /** After which another try may help; the same for all, so that it tells nothing. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private Refusal() {}

  static Failure invalid(String sentence) {
    return new Failure(ProblemCode.INVALID_URL, sentence);
  }

  /** One sentence whatever the reason, so that the answer maps no network. */
  static Failure destination() {
    return new Failure(
        ProblemCode.DESTINATION_NOT_ALLOWED,
        "Only public web sites at the usual ports can be visited.");
  }

  static Failure unreachable() {
    return new Failure(
        ProblemCode.SITE_UNREACHABLE,
        "The site does not answer; check the address or try later.",
        PAUSE);
  }

  static Failure broken() {
    return new Failure(
        ProblemCode.SITE_UNREACHABLE, "The site broke the connection off; try again.", PAUSE);
  }

  static Failure late() {
    return new Failure(ProblemCode.SITE_TIMEOUT, "The site took too long; try again later.", PAUSE);
  }

  static Failure untrusted() {
    return new Failure(ProblemCode.SITE_UNREACHABLE, UNTRUSTED);
  }

  /** Whether it is {@link #untrusted}: there is a site, so nothing is left to hide. */
  static boolean ofTls(Throwable why) {
    return why instanceof Failure failure && failure.detail().equals(UNTRUSTED);
  }

  static Failure notHttp() {
    return new Failure(ProblemCode.SITE_FAILED, "The site's answer is not HTTP as it should be.");
  }

  static Failure redirects() {
    return new Failure(ProblemCode.SITE_FAILED, "The site sends visitors around in circles.");
  }

  static Failure spent() {
    return new Failure(
        ProblemCode.SITE_FAILED, "The page needs more of other pages than is allowed.");
  }

  static Failure down() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "The server cannot visit sites now.", Duration.ofSeconds(1));
  }
}
