package vn.taivideonhanh.extract;

import static vn.taivideonhanh.problem.ProblemCode.SITE_FAILED;
import static vn.taivideonhanh.problem.ProblemCode.SITE_RATE_LIMITED;
import static vn.taivideonhanh.problem.ProblemCode.SITE_TIMEOUT;
import static vn.taivideonhanh.problem.ProblemCode.SITE_UNREACHABLE;
import static vn.taivideonhanh.problem.ProblemCode.SITE_UNSUPPORTED;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_DRM;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_GEO_BLOCKED;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_LOGIN_NEEDED;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_NOT_STARTED;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_PRIVATE;
import static vn.taivideonhanh.problem.ProblemCode.VIDEO_REMOVED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Gives yt-dlp's many sentences a stable code and a sentence of ours. Its own text never reaches a
 * client: it may hold addresses, and what a site put there.
 */
final class SiteErrors {
  /** By yt-dlp's exception, where that says enough. */
  private static final Map<String, ProblemCode> KINDS =
      Map.of(
          "UnsupportedError", SITE_UNSUPPORTED,
          "GeoRestrictedError", VIDEO_GEO_BLOCKED,
          "UserNotLive", VIDEO_NOT_STARTED);

  /** By words of the message; the first that fits decides, so the narrow ones come first. */
  private static final List<Rule> RULES =
      List.of(
          rule(SITE_RATE_LIMITED, "HTTP Error 429|too many requests|rate.?limit|not a bot"),
          rule(SITE_UNREACHABLE, "HTTP Error 5\\d\\d"),
          rule(VIDEO_DRM, "\\bDRM\\b"),
          rule(
              VIDEO_NOT_STARTED,
              "not (?:yet |currently )?started|not started yet|will begin|premieres in|is upcoming|"
                  + "scheduled for|not yet (?:live|aired|available)|not available yet|"
                  + "(?:not|isn't) (?:currently )?live|is offline|starts in"),
          rule(
              VIDEO_GEO_BLOCKED,
              "your (?:country|region|location|territory)|geo.?(?:restrict|block)|"
                  + "HTTP Error 451|blocked it in|licensing restrictions"),
          rule(VIDEO_PRIVATE, "(?:is|was|are|this) (?:a )?private|private video"),
          rule(
              VIDEO_REMOVED,
              "HTTP Error (?:404|410)|no longer available|(?:removed|deleted) by|terminated"),
          rule(
              VIDEO_LOGIN_NEEDED,
              "log(?:ged)?[ -]?in|sign in|registered users|authenticat|--cookies|"
                  + "subscri(?:be|ption)|premium|members?[ -]only|members on level|paid|"
                  + "confirm your age|age.?restricted|purchase|password|account"),
          rule(
              VIDEO_REMOVED,
              "(?:removed|deleted)|(?:is not|isn't|not) available|unavailable|does not exist|"
                  + "(?:live|livestream|event) has ended|not found|no such video|has expired"),
          rule(SITE_TIMEOUT, "timed? ?out|deadline"),
          rule(
              SITE_UNREACHABLE,
              "(?:failed to|unable to) (?:resolve|connect)|connection (?:refused|reset|aborted)|"
                  + "name or service not known|no route to host|network is unreachable|"
                  + "certificate verify failed|SSL|remote end closed|incomplete ?read|"
                  + "NewConnectionError|TransportError|name resolution"),
          rule(SITE_FAILED, "HTTP Error 4\\d\\d"),
          rule(
              SITE_UNSUPPORTED,
              "unsupported url|no video formats found|no media found|no video (?:could be )?found|"
                  + "is not a valid url|no playable|there(?:'s| is) no video|no supported media"));

  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private SiteErrors() {}

  /**
   * What a message of yt-dlp means.
   *
   * @param kind the Python exception; null when only the text is known
   */
  static Failure of(@Nullable String kind, @Nullable String message) {
    // The words of an address are the site's or the person's, not yt-dlp's.
    var words = message == null ? "" : ADDRESS.matcher(message).replaceAll("");
    return failure(code(kind, words));
  }

  /**
   * What yt-dlp's standard error means: its own last word, not what a library may have put there.
   */
  static Failure ofErrors(String errors) {
    var said = errors.lines().filter(line -> line.startsWith("ERROR:")).reduce((_, last) -> last);
    return of(null, said.orElse(""));
  }

  private static ProblemCode code(@Nullable String kind, String message) {
    var known = kind == null ? null : KINDS.get(kind);
    if (known != null) {
      return known;
    }
    for (var rule : RULES) {
      if (rule.words.matcher(message).find()) {
        return rule.code;
      }
    }
    return SITE_FAILED;
  }

  /** The failure of that code, with its sentence and whether a second try may help. */
  static Failure failure(ProblemCode code) {
    return switch (code) {
      case SITE_RATE_LIMITED ->
          new Failure(code, "Try again in some minutes.", Duration.ofMinutes(2));
      case SITE_TIMEOUT, SITE_UNREACHABLE ->
          new Failure(code, "Check that the page opens, and try again.", Duration.ofSeconds(5));
      default -> new Failure(code, sentence(code));
    };
  }

  private static String sentence(ProblemCode code) {
    return switch (code) {
      case VIDEO_PRIVATE -> "Only those whom its owner lets in can watch it.";
      case VIDEO_REMOVED -> "It was removed, has expired, or the address is not right.";
      case VIDEO_GEO_BLOCKED -> "It can be downloaded only from a server in another country.";
      case VIDEO_LOGIN_NEEDED -> "It needs an account, a subscription or a proof of age.";
      case VIDEO_NOT_STARTED, VIDEO_LIVE -> "Come back when the broadcast is over.";
      case VIDEO_DRM -> "It cannot be downloaded.";
      case SITE_UNSUPPORTED -> "Paste the address of a page that shows a video.";
      default -> "The site may have changed; try again later.";
    };
  }

  private static Rule rule(ProblemCode code, String words) {
    return new Rule(code, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
  }

  private record Rule(ProblemCode code, Pattern words) {}
}
